import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { essences, inWords, newCloud, type SimulatorOptions, simulatedStage } from '../../simulator';
import { simulatedMeans } from '../stages/simulated-staging';
import { sequencesOf } from './draw';
import { explain, rulesOf } from './explain';
import { fuzz } from './fuzz';
import type { Finding, Staging } from './search';

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
    return 'new' as const;
  },
});

describe('fuzzing', () => {
  it('goes on after a finding, tells of each at once, and of none twice', async () => {
    const told: Finding[] = [];
    const { findings, commands } = await fuzz(fuzzing({ fault: 'refused-with-403' }, told));
    assert.deepEqual(told, findings);
    assert.ok(findings.length > 1);
    const shown = findings.map(({ actions }) => inWords(actions));
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
    const { findings } = await fuzz({ ...fuzzing({ departure: 'bfv-needs-trait' }), runs: 60 });
    const [first] = findings;
    assert.ok(first);
    const explanation = await explain(first, essences, options);
    assert.ok(rulesOf(explanation).includes('bfv-needs-trait'), JSON.stringify(explanation));
    assert.ok(explanation.faults.includes('trait-ignored'), JSON.stringify(explanation));
  });

  it('falls back on the rules that a fault breaks', () => {
    assert.ok(rulesOf({ rules: [], faults: ['trait-ignored'] }).includes('bfv-needs-trait'));
    assert.deepEqual(rulesOf({ rules: [], faults: [] }), []);
  });
});
