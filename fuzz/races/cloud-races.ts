import fc from 'fast-check';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { ConnectionProblem } from '../../targets/target';
import { holdRace, type RaceEnd, type Racing } from './hold-race';
import type { RacePlan } from './race';
import { racePlans } from './race-plans';
import { timeline } from './timeline';

/** A race on a cloud that no order fits. It is left to chance, so it was held again. */
export interface SeenRace {
  readonly plan: RacePlan;
  readonly timeline: string;
  /** Of so many races with this plan, so many had no order. */
  readonly held: number;
  readonly unordered: number;
}

export interface Races {
  /** Races that were held, those held again not among them. */
  readonly held: number;
  readonly seen: readonly SeenRace[];
  /** Races that told nothing, each with its reason. */
  readonly inconclusive: readonly string[];
}

/** So often a race is held again that no order fits. */
const again = 4;

/**
 * Holds races for real: everybody sends as soon as they can.
 * @param seed what the plans are drawn from
 * @param interrupted whether the user has asked us to stop: what was found until then is returned
 */
export async function raceOnCloud(
  racing: Racing,
  {
    seed,
    races,
    interrupted,
    onRace,
  }: {
    readonly seed: number;
    readonly races: number;
    readonly interrupted: () => boolean;
    readonly onRace: (held: number) => void;
  },
): Promise<Races> {
  const seen: SeenRace[] = [];
  const inconclusive: string[] = [];
  let held = 0;
  for (const plan of fc.sample(racePlans, { seed, numRuns: races })) {
    if (interrupted()) break;
    held += 1;
    onRace(held);
    const end = await hold(racing, plan);
    if (typeof end === 'string') inconclusive.push(end);
    else if (end.kind === 'no order fits') seen.push(await heldAgain(racing, plan, end, interrupted));
  }
  return { held, seen, inconclusive };
}

type NoOrder = Extract<RaceEnd, { readonly kind: 'no order fits' }>;

/** What a race shows; the reason, where it tells nothing. */
async function hold(racing: Racing, plan: RacePlan): Promise<RaceEnd | string> {
  let moment = 0;
  try {
    return await holdRace(racing, plan, { turn: async () => {}, now: () => moment++, start: (race) => race });
  } catch (error) {
    const tellsNothing = [Inconclusive, NotApplicable, ConnectionProblem].some((kind) => error instanceof kind);
    if (!tellsNothing) throw error;
    return (error as Error).message;
  }
}

async function heldAgain(
  racing: Racing,
  plan: RacePlan,
  { history, stuck }: NoOrder,
  interrupted: () => boolean,
): Promise<SeenRace> {
  const ends: (RaceEnd | string)[] = [];
  for (let time = 0; time < again && !interrupted(); time += 1) ends.push(await hold(racing, plan));
  const told = ends.filter((end) => typeof end !== 'string');
  const unordered = told.filter(({ kind }) => kind === 'no order fits');
  return { plan, timeline: timeline(history, stuck), held: told.length + 1, unordered: unordered.length + 1 };
}
