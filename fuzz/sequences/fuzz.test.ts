import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Action, essences, inWords, newCloud, type SimulatorOptions, simulatedStage } from '../../simulator';
import { explainBy, explainsToo, rulesOf } from '../explanation';
import { portable } from '../stages/portable';
import { simulatedMeans } from '../stages/simulated-staging';
import { sequencesOf } from './draw';
import { fuzz } from './fuzz';
import { kindOf } from './kind-of';
import { playsSo } from './plays-so';
import { type Difference, differenceOf, type Finding, type Staging } from './search';

const options = { edition: 'spec', driver: 'libvirt' } as const;

const cloud =
  (broken: Partial<SimulatorOptions> = {}): Staging =>
  (use) =>
    use(simulatedStage(newCloud({ ...options, seed: 1, ...broken })));

const fuzzing = (broken: Partial<SimulatorOptions>, told: Finding[] = []) => ({
  comparison: { subject: cloud(broken), model: cloud(), see: essences },
  sequences: sequencesOf(simulatedMeans, 10),
  runs: 40,
  seed: 2026,
  isOver: () => false,
  onFinding: async (finding: Finding) => {
    told.push(finding);
    return async (later: Difference) => kindOf(later) === kindOf(finding);
  },
});

describe('fuzzing', () => {
  it('goes on after a finding, tells of each at once, and of none twice', async () => {
    const told: Finding[] = [];
    const { commands } = await fuzz(fuzzing({ fault: 'refused-with-403' }, told));
    assert.ok(told.length > 1);
    const shown = told.map(({ actions }) => inWords(actions));
    assert.equal(new Set(shown).size, shown.length);
    assert.ok(commands > 400);
  });

  it('tells how far it is, through all of its findings', async () => {
    const told: number[] = [];
    const { commands } = await fuzz({
      ...fuzzing({ fault: 'refused-with-403' }),
      onPlayed: (played) => told.push(played),
    });
    assert.equal(told.at(-1), commands);
    assert.deepEqual(
      told,
      [...told].sort((one, other) => one - other),
    );
    assert.ok(told.length >= 40);
  });

  it('ends when it is over', async () => {
    const { commands } = await fuzz({ ...fuzzing({}), isOver: () => true });
    assert.equal(commands, 0);
  });
});

describe('the explanation of a difference', () => {
  it('names what, broken, makes the simulator do the same', async () => {
    const told: Finding[] = [];
    await fuzz({ ...fuzzing({ departure: 'bfv-needs-trait' }, told), runs: 60 });
    const [first] = told;
    assert.ok(first);
    const explanation = await explainBy(playsSo(first, essences), options);
    assert.ok(rulesOf(explanation).includes('bfv-needs-trait'), JSON.stringify(explanation));
    assert.ok(explanation.faults.includes('trait-ignored'), JSON.stringify(explanation));
  });

  const see = (sights: Parameters<typeof portable>[0]) => portable(sights, { withWords: false });

  /** The difference between a cloud that behaves so and the text, without its words. */
  async function differing(behaving: Partial<SimulatorOptions>, ...actions: readonly Action[]): Promise<Difference> {
    const found = await differenceOf({ subject: cloud(behaving), model: cloud(), see }, actions);
    assert.ok(found);
    return found;
  }

  const explained = async (...parting: Parameters<typeof differing>) =>
    explainBy(playsSo(await differing(...parting), see), options);

  const rescue = { do: 'rescue', at: '2.87', image: 'stable' } as const;

  it('is no more than a note where a release does so in what the text leaves open', async () => {
    for (const [create, image] of [
      [{ do: 'create', boots: 'volume', withTpm: true }, 'stable'],
      [{ do: 'create', boots: 'volume' }, 'bus only'],
      [{ do: 'create', boots: 'image' }, 'snapshot'],
    ] as const) {
      const { allowed, rules } = await explained({ edition: 'nova-27.0' }, create, { ...rescue, image });
      assert.ok(allowed.some(({ edition }) => edition === 'nova-27.0') && rules.length === 0, image);
    }
  });

  it('is none where a release breaks a rule that decides', async () => {
    const { image: _, ...withoutImage } = rescue;
    const volume = { do: 'create', boots: 'volume' } as const;
    const { allowed, rules } = await explained({ edition: 'nova-27.0' }, volume, withoutImage);
    assert.deepEqual([allowed, rules], [[], ['bfv-falls-back-to-original']]);
    const { allowed: others, faults } = await explained({ fault: 'opt-in-at-2.88' }, volume, rescue);
    assert.deepEqual([others, faults.includes('opt-in-at-2.88')], [[], true]);
  });

  it('is a note where a cloud refuses what it has no image for', async () => {
    const { image: _, ...withoutImage } = rescue;
    const leeways = ['refuses without an original image'] as const;
    const blank = { do: 'create', boots: 'blank volume' } as const;
    assert.ok((await explained({ leeways }, blank, withoutImage)).allowed.length > 0);
    await assert.rejects(explained({ leeways }, { ...blank, boots: 'volume' }, withoutImage), 'there is an image');
  });

  it('as a note explains what the same releases do so too, and never what breaks a rule', async () => {
    const withTpm = { do: 'create', boots: 'volume', withTpm: true } as const;
    const without = { do: 'create', boots: 'volume' } as const;
    const release = { edition: 'nova-27.0' } as const;
    const note = await explained(release, withTpm, rescue);
    const explainsAs = async (...parting: Parameters<typeof differing>) =>
      explainsToo(note, playsSo(await differing(...parting), see), options);
    assert.equal(await explainsAs(release, { ...withTpm, on: 'libvirt' }, { ...rescue, at: '2.88' }), true);
    assert.equal(await explainsAs({ fault: 'opt-in-at-2.88' }, without, rescue), false);
    const violation = await explained({ fault: 'opt-in-at-2.88' }, without, rescue);
    const later = await differing({ fault: 'opt-in-at-2.88' }, without, { do: 'lock' }, { do: 'unlock' }, rescue);
    assert.equal(await explainsToo(violation, playsSo(later, see), options), true);
  });

  it('falls back on the rules that a fault breaks', () => {
    assert.ok(rulesOf({ allowed: [], rules: [], faults: ['trait-ignored'] }).includes('bfv-needs-trait'));
    assert.deepEqual(rulesOf({ allowed: [], rules: [], faults: [] }), []);
  });
});
