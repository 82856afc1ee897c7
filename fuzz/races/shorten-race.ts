import fc from 'fast-check';
import type { Racing } from './hold-race';
import type { UnorderedRace } from './judge-race';
import type { RacePlan } from './race';
import { type FoundRace, findRace } from './scheduled-races';

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
  for (const plan of smaller(found.plan)) {
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

/** Every plan with one call less. */
function* smaller(plan: RacePlan): Generator<RacePlan> {
  for (const [client, calls] of plan.entries())
    for (const position of calls.keys()) {
      const fewer = plan.with(client, calls.toSpliced(position, 1)).filter((left) => left.length > 0);
      if (fewer.length > 0) yield fewer;
    }
}
