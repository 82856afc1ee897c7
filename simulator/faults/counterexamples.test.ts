import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { essences, firstDifference } from '../playing/difference';
import { play } from '../playing/play';
import { simulatedStage } from '../playing/simulated-stage';
import { newCloud } from '../simulator';
import { type FaultId, faultIds, faults } from './faults';

/** What is seen of the counterexample of a fault, in a cloud with it or without it. */
async function seen(id: FaultId, isFaulty: boolean): Promise<readonly string[]> {
  const { edition = 'spec', counterexample } = faults[id];
  const cloud = newCloud({ edition, driver: 'libvirt', seed: 1, ...(isFaulty && { fault: id }) });
  return essences(await play(simulatedStage(cloud), counterexample));
}

describe('the counterexample of a fault shows it with its last action, and not before', () => {
  for (const id of faultIds) {
    it(id, async () => {
      const { counterexample } = faults[id];
      assert.equal(firstDifference(await seen(id, true), await seen(id, false)), counterexample.length - 1);
    });
  }
});
