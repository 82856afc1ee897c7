import { createHash } from 'node:crypto';
import type { Memory } from '../faults/departure';

/** The key under which the world's seed is remembered. */
export const seedKey = 'seed';
const countKey = 'requests so far';

/** Draws a number from 0 to 1 for each request: the same again for the same seed. */
export function draw(memory: Memory): number {
  const count = Number(memory.get(countKey) ?? 0);
  memory.set(countKey, String(count + 1));
  return (
    createHash('sha256')
      .update(`${memory.get(seedKey)}/transport/${count}`)
      .digest()
      .readUInt32BE() /
    2 ** 32
  );
}
