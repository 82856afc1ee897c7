import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FaultId, inWords } from '../../simulator';
import { sequencesOf } from '../sequences/draw';
import { simulatedMeans, simulatedStaging } from '../stages/simulated-staging';
import { checkInvariants } from './check-invariants';
import type { InvariantId } from './invariants';

/** A fault under which each does not hold, while those before it do. */
const breaks: Readonly<Record<InvariantId, FaultId>> = {
  'no-task-is-left': 'refusal-leaves-task',
  'no-rescue-without-opt-in': 'opt-in-at-2.86',
  'no-rescue-without-trait': 'trait-ignored',
  'locked-is-locked': 'lock-unchecked',
  'attached-is-in-use': 'refusal-frees-volumes',
  'rescue-ends-somewhere': 'rescue-ends-shutoff',
  'refused-changes-nothing': 'refusal-is-recorded',
};

const sequences = sequencesOf(simulatedMeans, 12);

const on = (options: object = {}) => ({
  staging: simulatedStaging({ edition: 'spec', driver: 'libvirt', seed: 1, ...options }),
});

/** `npm run test:invariants` plays many more: 100,000 commands in all. */
const sequencesPlayed = Number(process.env.SEQUENCES ?? 100);

describe('invariants', () => {
  for (const edition of ['spec', 'nova-21.0', 'nova-27.0', 'nova-30.0'] as const) {
    it(`hold in ${edition}`, async () => {
      const { found, commands } = await checkInvariants(sequences, {
        ...on({ edition }),
        seed: 2026,
        runs: sequencesPlayed,
      });
      assert.equal(found && `${found.id}: ${inWords(found.actions)}`, undefined);
      assert.ok(commands > 4 * sequencesPlayed, `${commands} commands`);
      console.log(`${edition}: ${commands} commands`);
    });
  }

  for (const [id, fault] of Object.entries(breaks)) {
    it(`do not hold on a cloud with a fault: ${id}`, async () => {
      const { found } = await checkInvariants(sequences, { ...on({ fault }), seed: 2026, runs: 500 });
      assert.equal(found?.id, id, found && inWords(found.actions));
    });
  }
});
