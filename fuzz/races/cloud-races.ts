import fc from 'fast-check';
import { whyNothing } from '../tells-nothing';
import { holdRace, type Racing } from './hold-race';
import type { RaceEnd, UnorderedRace } from './judge-race';
import type { RacePlan } from './race';
import { racePlans } from './race-plans';

/** A race on a cloud that no order fits. It is left to chance, so it was held again. */
export interface SeenRace {
  readonly plan: RacePlan;
  readonly end: UnorderedRace;
  /** Of so many races with this plan, so many had no order. */
  readonly held: number;
  readonly unordered: number;
}

export interface Races {
  /** Races that were held, those held again not among them. */
  readonly held: number;
  readonly seen: readonly SeenRace[];
  /** So many that only fit where one that was accepted was slow, as it may be with released Novas. */
  readonly slow: number;
  /** Races that told nothing, each with its reason. */
  readonly inconclusive: readonly string[];
}

/** So often a race is held again that no order fits. */
const again = 4;

export interface CloudRaces {
  /** What the plans are drawn from. */
  readonly seed: number;
  readonly races: number;
  /** How many clients there may be. */
  readonly clients: number;
  /** Whether to hold no further race: what was found until then is returned. */
  readonly isOver: () => boolean;
  readonly onRace: (held: number) => void;
  /** Told of each race without an order at once: whatever ends the rest, it is not lost. */
  readonly onSeen: (race: SeenRace) => Promise<void>;
}

/** Holds races for real: everybody sends as soon as they can. */
export async function raceOnCloud(
  racing: Racing,
  { seed, races, clients, isOver, onRace, onSeen }: CloudRaces,
): Promise<Races> {
  const seen: SeenRace[] = [];
  const inconclusive: string[] = [];
  let held = 0;
  let slow = 0;
  for (const plan of fc.sample(racePlans(clients), { seed, numRuns: races })) {
    if (isOver()) break;
    held += 1;
    onRace(held);
    const end = await hold(racing, plan);
    if (typeof end === 'string') inconclusive.push(end);
    else if (end.kind === 'one may have been slow') slow += 1;
    else if (end.kind === 'no order fits') {
      const race = await heldAgain(racing, plan, end, isOver);
      seen.push(race);
      await onSeen(race);
    }
  }
  return { held, seen, slow, inconclusive };
}

/** Holds a race so many times. @returns how many of them told something, and how many of those had no order */
export async function holdOften(
  racing: Racing,
  plan: RacePlan,
  times: number,
  isOver: () => boolean,
): Promise<{ readonly held: number; readonly unordered: number; readonly reasons: readonly string[] }> {
  const ends: (RaceEnd | string)[] = [];
  for (let time = 0; time < times && !isOver(); time += 1) ends.push(await hold(racing, plan));
  const told = ends.filter((end) => typeof end !== 'string');
  const unordered = told.filter(({ kind }) => kind === 'no order fits').length;
  return { held: told.length, unordered, reasons: ends.filter((end) => typeof end === 'string') };
}

/** What a race shows; the reason, where it tells nothing. */
async function hold(racing: Racing, plan: RacePlan): Promise<RaceEnd | string> {
  let moment = 0;
  try {
    return await holdRace(racing, plan, { turn: async () => {}, now: () => moment++, start: (race) => race });
  } catch (error) {
    const why = whyNothing(error);
    if (why === undefined) throw error;
    return why;
  }
}

async function heldAgain(racing: Racing, plan: RacePlan, end: UnorderedRace, isOver: () => boolean): Promise<SeenRace> {
  const { held, unordered } = await holdOften(racing, plan, again, isOver);
  return { plan, end, held: held + 1, unordered: unordered + 1 };
}
