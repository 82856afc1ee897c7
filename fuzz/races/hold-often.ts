import { whyNothing } from '../tells-nothing';
import { holdRace, type Racing } from './hold-race';
import type { RaceEnd, SlowRace, UnorderedRace } from './judge-race';
import type { RacePlan } from './race';

/** A race on a cloud that no order fits, or only where somebody was slow. It is left to chance, so it was held again. */
export interface SeenRace<End extends UnorderedRace | SlowRace = UnorderedRace> extends Counts {
  readonly plan: RacePlan;
  readonly end: End;
}

/** Of so many races with one plan that told something, so many had no order, and so many only where somebody was slow. */
export interface Counts {
  readonly held: number;
  readonly unordered: number;
  readonly slow: number;
}

/** What some races show; the reason, where one tells nothing. */
export type Ends = readonly (RaceEnd | string)[];

export const reasonsIn = (ends: Ends): readonly string[] => ends.filter((end) => typeof end === 'string');

export function countsOf(ends: Ends): Counts {
  const count = (kind: RaceEnd['kind']) => ends.filter((end) => typeof end !== 'string' && end.kind === kind).length;
  const [unordered, slow] = [count('no order fits'), count('one may have been slow')];
  return { held: ends.length - reasonsIn(ends).length, unordered, slow };
}

/** Holds a race on a cloud, where everybody sends as soon as they can. @returns the reason, where it tells nothing */
export async function holdOnCloud(racing: Racing, plan: RacePlan): Promise<RaceEnd | string> {
  let moment = 0;
  try {
    return await holdRace(racing, plan, { turn: async () => {}, now: () => moment++, start: (race) => race });
  } catch (error) {
    const why = whyNothing(error);
    if (why === undefined) throw error;
    return why;
  }
}

/** Holds a race so many times. */
export async function holdOften(racing: Racing, plan: RacePlan, times: number, isOver: () => boolean): Promise<Ends> {
  const ends: (RaceEnd | string)[] = [];
  for (let time = 0; time < times && !isOver(); time += 1) ends.push(await holdOnCloud(racing, plan));
  return ends;
}

/** The first of them that no order fits. */
export const unorderedIn = (ends: Ends): UnorderedRace | undefined =>
  ends.filter((end) => typeof end !== 'string').find((end) => end.kind === 'no order fits');
