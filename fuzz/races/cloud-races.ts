import fc from 'fast-check';
import { causeOf, isExplainedBy } from './cause-of';
import { countsOf, holdOften, holdOnCloud, type SeenRace, unorderedIn } from './hold-often';
import type { Racing } from './hold-race';
import type { SlowRace, UnorderedRace } from './judge-race';
import { racePlans } from './race-plans';
import { shorterOnCloud } from './shorten-on-cloud';

export interface Races {
  /** Races that were held, those held again not among them. */
  readonly held: number;
  readonly seen: readonly SeenRace[];
  /** So many that only fit where one that was accepted was slow, as it may be with released Novas. */
  readonly slow: number;
  /** Races that told nothing, each with its reason. */
  readonly inconclusive: readonly string[];
}

export interface CloudRaces {
  /** What the plans are drawn from. */
  readonly seed: number;
  readonly races: number;
  /** How many clients there may be. */
  readonly clients: number;
  /** Whether to hold no further race: what was found until then is returned. */
  readonly isOver: () => boolean;
  readonly onRace: (held: number) => void;
  /** Told of each race without an order, as small as it became. */
  readonly onSeen: (race: SeenRace) => Promise<void>;
  /** Told of one before it is made smaller, which takes its time. */
  readonly onShortening: (race: SeenRace) => void;
  /** Told of the first race that only fits where a rescue was slow, and of the first where an unrescue was. */
  readonly onSlow: (race: SeenRace<SlowRace>) => void;
}

/** So often a race is held again that is no usual one. */
const again = 4;

/** Holds races for real: everybody sends as soon as they can. */
export async function raceOnCloud(racing: Racing, races: CloudRaces): Promise<Races> {
  const { isOver, onRace, onSlow } = races;
  const seen: SeenRace[] = [];
  const inconclusive: string[] = [];
  const slowCalls = new Set<string>();
  let [held, slow] = [0, 0];
  for (const plan of fc.sample(racePlans(races.clients), { seed: races.seed, numRuns: races.races })) {
    if (isOver()) break;
    held += 1;
    onRace(held);
    const end = await holdOnCloud(racing, plan);
    if (typeof end === 'string') inconclusive.push(end);
    if (typeof end === 'string' || end.kind === 'an order fits') continue;
    if (end.kind === 'one may have been slow') {
      slow += 1;
      // One of each kind is enough to look at.
      const calls = callsOf(end);
      if (slowCalls.has(calls)) continue;
      slowCalls.add(calls);
    }
    const ends = [end, ...(await holdOften(racing, plan, again, isOver))];
    // What was slow once may be worse the next time.
    const unordered = unorderedIn(ends);
    if (unordered) await found(racing, { plan, end: unordered, ...countsOf(ends) }, seen, races);
    else if (end.kind === 'one may have been slow') onSlow({ plan, end, ...countsOf(ends) });
  }
  return { held, seen, slow, inconclusive };
}

/** Makes a race smaller where its cause is new, and tells of it whatever happens meanwhile. */
async function found(
  racing: Racing,
  first: SeenRace,
  seen: SeenRace[],
  { isOver, onSeen, onShortening }: CloudRaces,
): Promise<void> {
  let race = first;
  try {
    if (isExplainedBy(seen.map(({ end }) => end))(first.end)) return;
    onShortening(first);
    const isSame = (end: UnorderedRace) => causeOf(end) === causeOf(first.end);
    for await (const { plan, end } of shorterOnCloud(racing, first, isSame, isOver))
      race = { plan, end, held: 1, unordered: 1, slow: 0 };
    if (race !== first)
      race = { ...race, ...countsOf([race.end, ...(await holdOften(racing, race.plan, again, isOver))]) };
  } finally {
    seen.push(race);
    await onSeen(race);
  }
}

const callsOf = ({ slow }: SlowRace): string => [...new Set(slow.map(({ call }) => call))].sort().join();
