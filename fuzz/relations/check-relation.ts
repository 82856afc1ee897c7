import fc from 'fast-check';
import { play, type Stage } from '../../simulator';
import type { Pair, Relation } from './relation';

export interface Checked {
  /** The smallest pair of sequences for which it does not hold. */
  readonly broken: Pair | undefined;
  /** Commands that were played. */
  readonly commands: number;
  /** Pairs that told something. */
  readonly told: number;
  readonly seed: number;
}

/** Plays pairs of sequences, each on a new stage, until the relation between them does not hold. */
export async function checkRelation(
  { pairs, holds }: Relation,
  stage: () => Promise<Stage>,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<Checked> {
  let commands = 0;
  let told = 0;
  let broken: Pair | undefined;
  const property = fc.asyncProperty(pairs, async (pair) => {
    const one = await play(await stage(), pair.one);
    const other = await play(await stage(), pair.other);
    commands += pair.one.length + pair.other.length;
    const held = holds(one, other);
    if (held !== undefined) told += 1;
    if (held === false) broken = pair;
    return held !== false;
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  if (details.errorInstance && !broken) throw details.errorInstance;
  return { broken, commands, told, seed: details.seed };
}
