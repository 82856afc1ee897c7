import { Inconclusive } from './inconclusive';
import type { Clock } from './target';

export interface Patience {
  /** How long to go on, in milliseconds. */
  readonly deadline: number;
  /** How long to wait between two looks at first, in milliseconds; it grows to ten times that. */
  readonly interval: number;
}

/** A soft shutdown comes before a rescue, and takes a minute by itself where a guest does not heed it. */
export const patience: Patience = { deadline: 180_000, interval: 200 };

/**
 * Looks until what was looked for is there, or the deadline has passed. The one place where anything waits: on the
 * simulator the simulated clock moves, on an endpoint time passes.
 * @param look resolves to undefined for “not yet”
 * @throws Inconclusive when the deadline has passed
 */
export async function settle<T>(
  clock: Clock,
  what: string,
  look: () => Promise<T | undefined>,
  { deadline, interval }: Patience = patience,
): Promise<T> {
  const end = clock.now() + deadline;
  for (let pause = interval; ; pause = Math.min(pause * 1.3, interval * 10)) {
    const found = await look();
    if (found !== undefined) return found;
    if (clock.now() >= end) throw new Inconclusive(`${what}: not within ${deadline / 1000} s`);
    await clock.wait(Math.round(pause * jitter(pause)));
  }
}

/** Between 0.9 and 1.1, from the pause itself: several runs against one cloud should not all ask at once. */
const jitter = (pause: number) => 0.9 + ((pause * 7919) % 200) / 1000;
