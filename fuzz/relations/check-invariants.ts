import type fc from 'fast-check';
import type { Action, Sight } from '../../simulator';
import { type Checking, playOn } from './check-relation';
import { brokenBy, type InvariantId } from './invariants';
import { type LookedFor, lookFor } from './look-for';
import { noMemory, remember } from './memory';

export interface BrokenInvariant {
  readonly id: InvariantId;
  readonly actions: readonly Action[];
}

export interface CheckedInvariants extends LookedFor<BrokenInvariant> {
  /** Commands that were played. */
  readonly commands: number;
  /** Sequences that were. */
  readonly played: number;
}

/** Plays sequences until something does not hold that should after every action. */
export async function checkInvariants(
  sequences: fc.Arbitrary<readonly Action[]>,
  checking: Checking,
): Promise<CheckedInvariants> {
  let commands = 0;
  let played = 0;
  const looked = await lookFor(
    sequences,
    async (actions) => {
      const sights = await playOn(checking, actions);
      commands += actions.length;
      played += 1;
      return brokenIn(actions, sights);
    },
    checking,
  );
  return { ...looked, commands, played };
}

/** The first invariant that does not hold in a play, and the actions up to then. */
export function brokenIn(actions: readonly Action[], sights: readonly Sight[]): BrokenInvariant | undefined {
  let memory = noMemory;
  for (const [index, sight] of sights.entries()) {
    const action = actions[index];
    if (!action) break;
    const id = brokenBy({ action, sight, before: sights[index - 1], memory });
    if (id) return { id, actions: actions.slice(0, index + 1) };
    memory = remember(memory, action, sight);
  }
  return undefined;
}
