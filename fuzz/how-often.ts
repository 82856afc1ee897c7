import { whyNothing } from './tells-nothing';

/** Of so many times that something was looked for, it was there so often. */
export interface Rate {
  readonly shown: number;
  readonly of: number;
}

/** What is answered alike each time. */
export const always: Rate = { shown: 1, of: 1 };

export const isFlaky = ({ shown, of }: Rate): boolean => shown < of;

/** So many times more something is looked for that was seen once. */
const again = 4;

/** Looks again for what was seen once, where answers may vary. What tells nothing does not count. */
export async function howOften(isThere: () => Promise<boolean>, isOver: () => boolean): Promise<Rate> {
  let [shown, of] = [1, 1];
  for (let time = 0; time < again && !isOver(); time += 1) {
    try {
      if (await isThere()) shown += 1;
      of += 1;
    } catch (error) {
      if (whyNothing(error) === undefined) throw error;
    }
  }
  return { shown, of };
}

/** How often to look until it would be missed by chance no more than once in a hundred times; not for ever. */
export function enough({ shown, of }: Rate, least: number): number {
  const missed = 1 - shown / of;
  const times = missed === 0 ? 0 : Math.ceil(Math.log(0.01) / Math.log(missed));
  return Math.min(40, Math.max(least, times));
}
