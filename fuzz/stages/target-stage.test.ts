import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newCloud, play, simulatedStage } from '../../simulator';
import { newRun } from '../../targets/arranging/making';
import { always, arranging, isInconclusive } from '../../targets/arranging/wrapped-target.test';
import { sequencesOf } from '../sequences/draw';
import { portable } from './portable';
import { simulatedMeans } from './simulated-staging';
import { targetStage } from './target-stage';

const surroundings = {
  zones: { capable: 'rescue-bfv', incapable: 'no-rescue-bfv', libvirt: 'libvirt' },
  providers: { capable: 'sim-bfv', incapable: 'sim-nobfv', libvirt: 'sim-libvirt' },
  flavors: { usual: '1', tooLarge: '3' },
};

describe('a target as a stage', () => {
  it('shows what the simulator shows, through whichever door it is reached', async (t) => {
    for (const actions of fc.sample(sequencesOf(simulatedMeans, 8), { seed: 2026, numRuns: 15 })) {
      const { subject, ledger } = arranging(t, { simulator: { edition: 'nova-27.0' } });
      const stage = targetStage(subject, { target: subject.target, ledger, run: newRun() }, surroundings);
      const model = simulatedStage(newCloud({ edition: 'nova-27.0', driver: 'libvirt', seed: 1 }));
      const options = { withWords: true };
      assert.deepEqual(portable(await play(stage, actions), options), portable(await play(model, actions), options));
      const made = ledger.open().map(({ kind }) => kind);
      assert.ok(made.includes('server') && made.includes('image'), 'all of it is on the ledger');
    }
  });

  it('takes no word from a gateway', async (t) => {
    const { subject, ledger } = arranging(t, { rewrites: [always('POST', '/servers', 503, '')] });
    const stage = targetStage(subject, { target: subject.target, ledger, run: newRun() }, surroundings);
    await isInconclusive(play(stage, [{ do: 'create', boots: 'image' }]), /POST \/servers was answered 503/);
  });
});
