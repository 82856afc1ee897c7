import fc from 'fast-check';
import type { RaceEnd, Racing } from './hold-race';
import { holdRace } from './hold-race';
import type { RacePlan } from './race';
import { racePlans } from './race-plans';
import { timeline } from './timeline';

/** Longer than anything takes on the simulated cloud, in milliseconds. */
const longEnough = 5_000;

/** A race that no order fits, made as small as it goes. */
export interface FoundRace {
  readonly plan: RacePlan;
  /** How often time passes in between. */
  readonly pauses: number;
  /** In which order the scheduler let everybody go. */
  readonly schedule: string;
  readonly timeline: string;
  /** What fast-check finds it again with. */
  readonly seed: number;
  readonly path: string;
  /** How many races it took. */
  readonly races: number;
}

/**
 * Holds races in process: fast-check decides who goes on when, so that what it finds, it finds again.
 * @param racing a simulated cloud of its own for each race
 * @returns the smallest race that no order fits; undefined where all of them have one
 */
export async function findRace(
  racing: () => Promise<Racing>,
  options: { readonly seed: number; readonly runs: number; readonly path?: string },
): Promise<FoundRace | undefined> {
  let last:
    | { readonly end: RaceEnd; readonly plan: RacePlan; readonly pauses: number; readonly schedule: string }
    | undefined;
  const property = fc.asyncProperty(fc.scheduler(), racePlans, fc.nat(3), async (scheduler, plan, pauses) => {
    const arena = await racing();
    let moment = 0;
    const end = await holdRace(arena, plan, {
      turn: (label) => scheduler.schedule(Promise.resolve(), label),
      now: () => moment++,
      start: (race) => {
        for (let pause = 0; pause < pauses; pause += 1) {
          void scheduler
            .schedule(Promise.resolve(), 'time passes')
            .then(() => arena.subject.target.clock.wait(longEnough));
        }
        return scheduler.waitFor(race);
      },
    });
    if (end.kind === 'an order fits') return true;
    const schedule = scheduler
      .report()
      .map(({ label }) => label)
      .join('; ');
    last = { end, plan, pauses, schedule };
    return false;
  });
  const { seed, runs, path } = options;
  const details = await fc.check(property, { seed, numRuns: runs, ...(path !== undefined && { path }) });
  if (!details.failed || !last || last.end.kind !== 'no order fits') {
    if (details.errorInstance) throw details.errorInstance;
    return undefined;
  }
  const { end, plan, pauses, schedule } = last;
  return {
    plan,
    pauses,
    schedule,
    timeline: timeline(end.history, end.stuck),
    seed: details.seed,
    path: details.counterexamplePath ?? '',
    races: details.numRuns,
  };
}
