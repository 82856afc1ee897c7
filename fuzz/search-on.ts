import { type IsSame, Known } from './known';

export interface SearchingOn<Finding, Difference> {
  /** How many to draw in all. */
  readonly runs: number;
  readonly seed: number;
  /** Whether time is up, or the user has asked us to stop. */
  readonly isOver: () => boolean;
  /**
   * Told of each finding when it is as small as it gets: whatever ends the rest, it is not lost.
   * @returns what is told of no more
   */
  readonly onFinding: (finding: Finding) => Promise<IsSame<Difference>>;
}

/** What each search is told. */
export interface Round<Difference> {
  /** How many are left to draw. */
  readonly runs: number;
  readonly seed: number;
  readonly isOver: () => boolean;
  readonly isKnown: (difference: Difference) => Promise<boolean>;
}

/** Searches, and goes on after each finding with what has another cause. */
export async function searchOn<Finding, Difference>(
  search: (round: Round<Difference>) => Promise<{ readonly finding: Finding | undefined; readonly drawn: number }>,
  { runs, seed, isOver, onFinding }: SearchingOn<Finding, Difference>,
): Promise<void> {
  const known = new Known<Difference>();
  const isKnown = (difference: Difference) => known.has(difference);
  let left = runs;
  for (let round = 0; left > 0 && !isOver(); round += 1) {
    const { finding, drawn } = await search({ runs: left, seed: seed + round, isOver, isKnown });
    left -= drawn;
    if (finding === undefined) break;
    known.add(await onFinding(finding));
  }
}
