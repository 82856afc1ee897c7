import fc from 'fast-check';
import { drawUntilFound } from '../draw-until-found';
import { holdRace, type Racing } from './hold-race';
import type { RaceEnd, UnorderedRace } from './judge-race';
import type { RacePlan } from './race';

/** Longer than anything takes on the simulated cloud, in milliseconds. */
const longEnough = 5_000;

/** A race in process, with all that decides how it goes. */
export interface ScheduledRace {
  readonly plan: RacePlan;
  /** How often time passes in between. */
  readonly pauses: number;
  /** In which order the scheduler let everybody go: by the numbers that they have for it. */
  readonly order: readonly number[];
}

/** A race that no order fits, made as small as it goes. */
export interface FoundRace extends ScheduledRace {
  readonly end: UnorderedRace;
  /** What fast-check finds it again with. */
  readonly seed: number;
  readonly path: string;
  /** How many races it took. */
  readonly races: number;
}

export interface RaceSearch {
  readonly seed: number;
  readonly runs: number;
  readonly plans: fc.Arbitrary<RacePlan>;
  /** Whether to hold no further race. */
  readonly isOver?: () => boolean;
  /** Races that are not looked for any more. */
  readonly isKnown?: (end: UnorderedRace) => boolean;
}

/**
 * Holds races in process: fast-check decides who goes on when, so that what it finds, it finds again.
 * @param racing a simulated cloud of its own for each race
 * @returns the smallest race that no order fits; undefined where all of them have one
 */
export async function findRace(
  racing: () => Promise<Racing>,
  { seed, runs, plans, isOver = () => false, isKnown = () => false }: RaceSearch,
): Promise<FoundRace | undefined> {
  let isFound = false;
  let races = 0;
  const drawn = fc.tuple(fc.scheduler(), plans, fc.nat(3));
  const findIn = async ([scheduler, plan, pauses]: [fc.Scheduler, RacePlan, number]) => {
    if (isOver()) return undefined;
    if (!isFound) races += 1;
    const end = await hold(await racing(), plan, pauses, scheduler);
    if (end.kind !== 'no order fits' || isKnown(end)) return undefined;
    isFound = true;
    return { end, plan, pauses, order: scheduler.report().map(({ taskId }) => taskId) };
  };
  const { found, ...from } = await drawUntilFound(drawn, findIn, { seed, runs });
  return found && { ...found, ...from, races };
}

/** Holds one again as it was held. */
export const holdAgain = (racing: Racing, { plan, pauses, order }: ScheduledRace): Promise<RaceEnd> =>
  hold(racing, plan, pauses, fc.schedulerFor([...order]));

async function hold(racing: Racing, plan: RacePlan, pauses: number, scheduler: fc.Scheduler): Promise<RaceEnd> {
  let moment = 0;
  return holdRace(racing, plan, {
    turn: (label) => scheduler.schedule(Promise.resolve(), label),
    now: () => moment++,
    start: (race) => {
      for (let pause = 0; pause < pauses; pause += 1) {
        void scheduler
          .schedule(Promise.resolve(), 'time passes')
          .then(() => racing.subject.target.clock.wait(longEnough));
      }
      return scheduler.waitFor(race);
    },
  });
}
