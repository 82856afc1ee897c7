import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../cloud.test';
import { newCloud } from '../simulator';
import type { Action } from './action';
import { essences, firstDifference } from './difference';
import { inWords } from './in-words';
import { play, type Sight } from './play';
import { simulatedStage } from './simulated-stage';
import type { Stage, Wanted } from './stage';

const stage = (seed = 1): Stage => simulatedStage(newCloud({ edition: 'nova-27.0', driver: 'libvirt', seed }));

const played = (...actions: readonly Action[]): Promise<readonly Sight[]> => play(stage(), actions);

const statuses = (sights: readonly Sight[]) => sights.map(({ answer }) => answer.status);
const server = (sight: Sight | undefined, index = 0) => at(sight?.world, 'servers', index, 'server', 'server');

describe('a play', () => {
  it('makes servers of every kind', async () => {
    const sights = await played(
      { do: 'create', boots: 'image' },
      { do: 'create', boots: 'volume', on: 'incapable' },
      { do: 'create', boots: 'named image, volume', on: 'libvirt' },
      { do: 'create', boots: 'blank volume' },
      { do: 'create', boots: 'existing volume' },
      { do: 'create', boots: 'image', tooLarge: true },
      { do: 'create', boots: 'image', withTpm: true },
    );
    assert.deepEqual(statuses(sights), [202, 202, 202, 202, 202, 202, 202]);
    const last = sights.at(-1);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((index) => at(server(last, index), 'status')),
      ['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ERROR', 'ACTIVE'],
    );
    assert.equal(at(server(last, 1), 'OS-EXT-AZ:availability_zone'), 'no-rescue-bfv');
    assert.equal((at(last?.world, 'volumes') as readonly unknown[]).length, 4);
  });

  it('does everything that there is a word for', async () => {
    const sights = await played(
      { do: 'create', boots: 'image', on: 'libvirt' },
      { do: 'lock' },
      { do: 'unlock' },
      { do: 'pause' },
      { do: 'unpause' },
      { do: 'suspend' },
      { do: 'resume' },
      { do: 'os-stop' },
      { do: 'os-start' },
      { do: 'reboot', type: 'SOFT' },
      { do: 'attach volume' },
      { do: 'reset volume', to: 'error' },
      { do: 'reset volume', to: 'in-use' },
      { do: 'rescue', image: 'stable', password: 'chosen' },
      { do: 'unrescue', value: {} },
      { do: 'reset state', to: 'error' },
      { do: 'reset state', to: 'active' },
      { do: 'act', body: { rescue: 1 } },
      { do: 'act', text: '{' },
      { do: 'show', legacy: true },
      { do: 'delete image', image: 'plain' },
      { do: 'set trait', on: 'capable', to: 'absent' },
      { do: 'set trait', on: 'capable', to: 'present' },
      { do: 'list flavors', at: '2.61' },
      { do: 'read version document' },
      { do: 'list traits' },
      { do: 'list traits', of: 'capable' },
      { do: 'delete', server: 1 },
      { do: 'show' },
    );
    const actions = [202, 202, 202, 202, 202, 202, 202, 202, 202, 200, 202, 202, 200, 202, 202, 202, 400, 400];
    assert.deepEqual(statuses(sights), [202, ...actions, 200, 204, 200, 200, 200, 200, 200, 200, 204, 404]);
    assert.equal(
      textAt(sights[13]?.world, 'servers', 0, 'console', 'output').split('\r\n')[0],
      'boot: nova-rescue stable',
    );
    assert.ok((at(sights[26]?.answer.body, 'traits') as readonly string[]).includes('COMPUTE_RESCUE_BFV'));
  });

  it('waits, or does not', async () => {
    const task = async (unawaited?: true) => {
      const rescue: Action = { do: 'rescue', ...(unawaited && { unawaited }) };
      const sights = await played({ do: 'create', boots: 'image' }, rescue);
      return at(server(sights[1]), 'OS-EXT-STS:task_state');
    };
    assert.deepEqual([await task(), await task(true)], [null, 'rescuing']);
  });

  it('takes images as it finds them, and references to none', async () => {
    const rescue = async (image: Action & { do: 'rescue' }) =>
      statuses(await played({ do: 'create', boots: 'image' }, image)).at(-1);
    assert.equal(await rescue({ do: 'rescue', image: 'unknown' }), 400);
    assert.equal(await rescue({ do: 'rescue', image: 'of another project' }), 400);
    assert.equal(await rescue({ do: 'rescue', image: 'snapshot' }), 400);
    assert.equal(await rescue({ do: 'rescue', image: 'bus only', as: 'admin' }), 200);
  });

  it('asks of no server where none was made', async () => {
    const sights = await played({ do: 'rescue' }, { do: 'create', boots: 'image', at: '2.x' }, { do: 'delete' });
    assert.deepEqual(statuses(sights), [404, 400, 404]);
    assert.deepEqual(at(sights.at(-1)?.world, 'servers'), []);
  });

  it('ends where what it needs cannot be had', async () => {
    const broken = stage();
    const send = async (request: Wanted) =>
      request.service === 'image' ? { status: 500, headers: {}, body: 'no' } : broken.send(request);
    await assert.rejects(
      play({ ...broken, send }, [{ do: 'create', boots: 'image' }]),
      /^NotGranted: POST \/v2\/images: 500 "no"$/,
    );
  });
});

describe('two plays', () => {
  const rescues: readonly Action[] = [
    { do: 'create', boots: 'image' },
    { do: 'rescue', password: 'chosen' },
  ];

  it('of the same are the same, whatever the ids', async () => {
    const one = essences(await play(stage(1), rescues));
    const other = essences(await play(stage(2), rescues));
    assert.equal(firstDifference(one, other), undefined);
    assert.match(one[1] ?? '', /"adminPass":"the one given"/);
  });

  it('differ from where an answer or the world does', async () => {
    const one = essences(await play(stage(), rescues));
    const other = essences(
      await play(stage(), [...rescues.slice(0, 1), { do: 'rescue', at: '2.87', password: 'chosen' }]),
    );
    assert.equal(firstDifference(one, other), 1);
    assert.match(one[0] ?? '', /"adminPass":"another"/);
  });

  it('tell no password, whatever it is called', async () => {
    const [, sight] = await play(stage(), rescues);
    assert.ok(sight);
    const body = { password: 'chosen', Secret: 'kept' };
    assert.match(
      essences([{ ...sight, answer: { ...sight.answer, body } }])[0] ?? '',
      /\{"password":"the one given","Secret":"another"\}/,
    );
  });
});

describe('a sequence in words', () => {
  it('says who asks for what, and how', () => {
    for (const [action, words] of [
      [{ do: 'create', boots: 'volume', on: 'incapable' }, 'create a server from a volume on the incapable host'],
      [{ do: 'create', boots: 'image', tooLarge: true }, 'create a server from an image that no host has room for'],
      [{ do: 'create', boots: 'blank volume', withTpm: true }, 'create a server from a blank volume with a TPM'],
      [{ do: 'create', boots: 'existing volume' }, 'create a server from an existing volume'],
      [{ do: 'create', boots: 'named image, volume' }, 'create a server from a volume, naming its image too'],
      [{ do: 'rescue', at: '2.87', image: 'bus only' }, 'rescue with the image “bus only” at 2.87'],
      [
        { do: 'rescue', server: 2, password: 'x', unawaited: true },
        'rescue server 2 with the password “x”, not waiting',
      ],
      [{ do: 'unrescue', as: 'admin', legacy: true }, 'unrescue as admin under /v2'],
      [{ do: 'unrescue', value: 1 }, 'unrescue with the value 1'],
      [
        { do: 'list flavors', headers: { 'OpenStack-API-Version': 'volume 3.1' } },
        'list flavors with OpenStack-API-Version: volume 3.1',
      ],
      [{ do: 'act', body: { rescue: 1 } }, 'send the action {"rescue":1}'],
      [{ do: 'act', text: '{' }, 'send the action {'],
      [{ do: 'act', as: 'admin' }, 'send no body as admin'],
      [{ do: 'reset state', to: 'error' }, 'reset state to error'],
      [{ do: 'reset volume', to: 'error' }, 'reset volume to error'],
      [{ do: 'reboot', type: 'HARD' }, 'reboot HARD'],
      [{ do: 'delete image', image: 'own' }, 'delete image with the image “own”'],
      [{ do: 'set trait', on: 'capable', to: 'absent' }, 'set trait on the capable host to absent'],
      [{ do: 'list traits', of: 'libvirt' }, 'list traits of the libvirt host'],
    ] as const satisfies readonly (readonly [Action, string])[]) {
      assert.equal(inWords([action]), words);
    }
    assert.equal(inWords([{ do: 'lock' }, { do: 'show' }]), 'lock; show');
  });
});
