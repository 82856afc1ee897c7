import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Action, essences, type FaultId, inWords, newCloud, type Place, simulatedStage } from '../../simulator';
import { ConnectionProblem } from '../../targets/target';
import { simulatedMeans } from '../stages/simulated-staging';
import { sequencesOf } from './draw';
import { differenceOf, type Staging, search } from './search';
import { simplify } from './simplify';

const cloud =
  (options: object = {}): Staging =>
  (use) =>
    use(simulatedStage(newCloud({ edition: 'spec', driver: 'libvirt', seed: 1, ...options })));

const compared = (options: object) => ({ subject: cloud(options), model: cloud(), see: essences });
const sequences = sequencesOf(simulatedMeans, 12);

describe('the search for a sequence that shows a difference', () => {
  it('finds none where there is none, having played of everything', async () => {
    const { finding, commands, mix } = await search(compared({}), sequences, { runs: 60, seed: 2026 });
    assert.equal(finding, undefined);
    assert.ok(commands > 300);
    for (const name of ['create', 'rescue', 'unrescue', 'lock', 'act', 'set trait'])
      assert.ok((mix.get(name) ?? 0) > 3, name);
  });

  it('finds a fault, and makes what shows it small', async () => {
    const { finding } = await search(compared({ fault: 'opt-in-at-2.86' }), sequences, { runs: 300, seed: 2026 });
    assert.match(
      inWords(finding?.actions ?? []),
      /^create a server from [a-z ,]*volume[a-z ,]*; rescue with the image “stable” at 2.86$/,
    );
    assert.match(finding?.expected ?? '', /^\[400,/);
    assert.match(finding?.actual ?? '', /^\[200,/);
  });

  it('finds it again by its seed and path alone', async () => {
    const comparison = compared({ fault: 'opt-in-at-2.86' });
    const { finding } = await search(comparison, sequences, { runs: 300, seed: 2026 });
    const { seed = 0, path } = finding ?? {};
    const again = await search(comparison, sequences, { runs: 1, seed, path });
    assert.deepEqual(again.finding?.actions, finding?.actions);
  });

  it('makes it small in few tries where playing takes its time, and plays nothing after what differs', async () => {
    const broken = compared({ fault: 'opt-in-at-2.86' });
    let plays = 0;
    const subject: Staging = (use) => {
      plays += 1;
      return broken.subject(use);
    };
    const long = sequencesOf(simulatedMeans, 40);
    const slow = { ...broken, subject, slow: { afresh: broken.subject } };
    const { finding, drawn: before, commands } = await search(slow, long, { runs: 100, seed: 2026 });
    assert.match(
      inWords(finding?.actions ?? []),
      /^create a server from [a-z ,]*volume[a-z ,]*; rescue with the image “stable” at 2.86$/,
    );
    assert.ok(plays - before < 40, `${plays - before} tries`);
    assert.ok(commands < before * 40 * 2, `${commands} commands`);
  });

  it('does not count what was seen once and not once more', async () => {
    const { subject, model, see } = compared({ fault: 'opt-in-at-2.86' });
    const comparison = { subject, model, see, slow: { afresh: model } };
    const { finding, inconclusive } = await search(comparison, sequences, { runs: 100, seed: 2026 });
    assert.equal(finding, undefined);
    assert.match(
      inconclusive[0] ?? '',
      /^seen once, and not in 3 times more: .*; rescue with [^;]*: expected 400 .*, found 200 /,
    );
  });

  it('does not take a mistake of ours for a difference', async () => {
    const broken: Staging = () => Promise.reject(new Error('a mistake'));
    const comparison = { ...compared({}), subject: broken };
    await assert.rejects(search(comparison, sequences, { runs: 1, seed: 1 }), /a mistake/);
  });

  it('does not take trouble on the way for a difference either, and says so', async () => {
    const lost: Staging = () => Promise.reject(new ConnectionProblem('reset'));
    const comparison = { ...compared({}), subject: lost };
    const { finding, inconclusive } = await search(comparison, sequences, { runs: 2, seed: 1 });
    assert.equal(finding, undefined);
    assert.deepEqual(inconclusive, ['reset', 'reset']);
  });
});

describe('a sequence that is longer than it must be', () => {
  it('loses what the difference does not need, and servers keep their numbers', async () => {
    const long: readonly Action[] = [
      { do: 'create', boots: 'image' },
      { do: 'create', boots: 'volume' },
      { do: 'lock', server: 1 },
      { do: 'rescue', server: 2, as: 'admin', at: '2.86', image: 'stable', unawaited: true },
      { do: 'show', server: 1 },
    ];
    const comparison = compared({ fault: 'opt-in-at-2.86' });
    const small = await simplify(long, async (actions) => (await differenceOf(comparison, actions))?.actions.length);
    assert.deepEqual(small, [
      { do: 'create', boots: 'volume' },
      { do: 'rescue', server: 1, at: '2.86', image: 'stable' },
    ]);
  });

  const rescue = { do: 'rescue', at: '2.87', image: 'stable' } as const;
  const losing: readonly Action[] = [
    { do: 'create', boots: 'volume', on: 'capable' },
    rescue,
    { do: 'unrescue' },
    { do: 'set trait', on: 'capable', to: 'absent' },
    rescue,
  ];
  const shortOf = (fault: FaultId, actions: readonly Action[], ...places: readonly Place[]) => {
    const comparison = compared({ fault });
    const differs = async (tried: readonly Action[]) => (await differenceOf(comparison, tried))?.actions.length;
    return simplify(actions, differs, ...(places.length > 0 ? [places] : []));
  };

  it('begins without the trait, where that spares undoing a rescue, and if there is such a host', async () => {
    assert.deepEqual(await shortOf('trait-cached', losing), [
      { do: 'create', boots: 'volume', on: 'incapable' },
      rescue,
      { do: 'set trait', on: 'incapable', to: 'present' },
      rescue,
    ]);
    assert.deepEqual(await shortOf('trait-cached', losing, 'capable'), losing);
  });

  it('rescues without an image, where that fails and need not be undone', async () => {
    const create = { do: 'create', boots: 'blank volume' } as const;
    const sticky = [create, rescue, { do: 'unrescue' }, { ...rescue, at: '2.86' }] as const;
    assert.deepEqual(await shortOf('sticky-opt-in-of-server', sticky), [
      create,
      { do: 'rescue', at: '2.87' },
      { do: 'rescue', at: '2.86' },
    ]);
  });
});
