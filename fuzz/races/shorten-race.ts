import fc from 'fast-check';
import type { Racing } from './hold-race';
import type { UnorderedRace } from './judge-race';
import { type FoundRace, findRace } from './scheduled-races';
import { smallerPlans } from './smaller-plans';

/** So many orders are tried of each smaller race. */
const tries = 40;

/**
 * Looks for a race with fewer calls that shows the same: with a call less everybody goes on at other times, which
 * fast-check does not think of when it makes a race smaller.
 * @param isSame whether another race has the same cause
 */
export async function shortenRace(
  racing: () => Promise<Racing>,
  found: FoundRace,
  isSame: (end: UnorderedRace) => boolean,
): Promise<FoundRace> {
  for (const plan of smallerPlans(found.plan)) {
    const search = {
      seed: found.seed,
      runs: tries,
      plans: fc.constant(plan),
      isKnown: (end: UnorderedRace) => !isSame(end),
    };
    const shorter = await findRace(racing, search);
    if (!shorter) continue;
    const { end, pauses, order } = shorter;
    // How it came to light is still how the first one did.
    return shortenRace(racing, { ...found, plan, end, pauses, order }, isSame);
  }
  return found;
}
