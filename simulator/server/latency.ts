import { createHash } from 'node:crypto';

/** How long answers take, in milliseconds: each some time between these two. */
export interface Latency {
  readonly least: number;
  readonly most: number;
}

/** Draws one delay after the other: the same again for the same seed. */
export function delays({ least, most }: Latency, seed: number): () => number {
  let count = 0;
  return () => {
    const drawn = createHash('sha256').update(`${seed}/latency/${count++}`).digest().readUInt32BE() / 2 ** 32;
    return least + drawn * (most - least);
  };
}
