import { enough } from '../how-often';
import { holdOnCloud, type SeenRace } from './hold-often';
import type { Racing } from './hold-race';
import type { UnorderedRace } from './judge-race';
import type { RacePlan } from './race';
import { smallerPlans } from './smaller-plans';

/** So many races are held in all to make one smaller: on a cloud each takes its time. */
const most = 40;

/** So often a smaller race is held at least, and at most, before it is taken to show nothing. */
const [least, longest] = [2, 6];

/**
 * Makes a race that was seen on a cloud smaller, by a client or a call at a time, as long as the smaller one is seen to have
 * no order either. What is missed by chance only leaves the race larger than it need be.
 * @param isSame whether another race has the same cause
 * @returns each smaller one as soon as it is seen: the last is the smallest
 */
export async function* shorterOnCloud(
  racing: Racing,
  { plan, held, unordered }: SeenRace,
  isSame: (end: UnorderedRace) => boolean,
  isOver: () => boolean,
): AsyncGenerator<Pick<SeenRace, 'plan' | 'end'>> {
  const times = Math.min(longest, enough({ shown: unordered, of: held }, least));
  let left = most;
  const seenWith = async (smaller: RacePlan): Promise<UnorderedRace | undefined> => {
    for (let time = 0; time < times && left > 0 && !isOver(); time += 1) {
      left -= 1;
      const end = await holdOnCloud(racing, smaller);
      if (typeof end !== 'string' && end.kind === 'no order fits' && isSame(end)) return end;
    }
    return undefined;
  };
  const tried = new Set<string>();
  let queue = [...smallerPlans(plan)];
  for (let smaller = queue.shift(); smaller; smaller = queue.shift()) {
    const name = nameOf(smaller);
    if (tried.has(name)) continue;
    tried.add(name);
    const end = await seenWith(smaller);
    if (!end) continue;
    yield { plan: smaller, end };
    queue = [...smallerPlans(smaller)];
  }
}

/** The same for the same clients in another order: they all send at once. */
const nameOf = (plan: RacePlan): string =>
  plan
    .map((calls) => calls.join())
    .sort()
    .join(' ');
