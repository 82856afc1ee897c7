import fc from 'fast-check';
import { type Action, play, type Stage } from '../../simulator';
import { brokenBy, type InvariantId } from './invariants';
import { noMemory, remember } from './memory';

export interface CheckedInvariants {
  readonly broken: { readonly id: InvariantId; readonly actions: readonly Action[] } | undefined;
  /** Commands that were played. */
  readonly commands: number;
}

/** Plays sequences until something does not hold that should after every action. */
export async function checkInvariants(
  sequences: fc.Arbitrary<readonly Action[]>,
  stage: () => Promise<Stage>,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<CheckedInvariants> {
  let commands = 0;
  let broken: CheckedInvariants['broken'];
  const property = fc.asyncProperty(sequences, async (actions) => {
    commands += actions.length;
    const found = await brokenIn(await stage(), actions);
    if (found) broken = found;
    return !found;
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  if (details.errorInstance && !broken) throw details.errorInstance;
  return { broken, commands };
}

async function brokenIn(stage: Stage, actions: readonly Action[]): Promise<CheckedInvariants['broken']> {
  const sights = await play(stage, actions);
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
