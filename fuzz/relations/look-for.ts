import fc from 'fast-check';
import { whyNothing } from '../tells-nothing';

export interface Looking {
  readonly seed: number;
  /** How many to draw. */
  readonly runs: number;
  readonly isOver?: () => boolean;
  /** Where playing takes its time: what is found is to be found once more before it counts, and is not made smaller. */
  readonly isSlow?: boolean;
}

export interface LookedFor<Found> {
  /** The smallest, or where playing takes its time the first. */
  readonly found: Found | undefined;
  /** Why some of what was drawn told nothing. */
  readonly inconclusive: readonly string[];
}

/** Draws until there is something to be found in what is drawn. */
export async function lookFor<Drawn, Found>(
  drawn: fc.Arbitrary<Drawn>,
  findIn: (drawn: Drawn) => Promise<Found | undefined>,
  { seed, runs, isOver = () => false, isSlow = false }: Looking,
): Promise<LookedFor<Found>> {
  const inconclusive: string[] = [];
  let found: Found | undefined;
  let mistake: { readonly error: unknown } | undefined;
  const twice = async (one: Drawn): Promise<Found | undefined> => {
    const first = await findIn(one);
    if (first === undefined || !isSlow) return first;
    const again = await findIn(one);
    if (again === undefined) inconclusive.push('something was seen once, and not once more');
    return again;
  };
  const property = fc.asyncProperty(drawn, async (one) => {
    if (isOver()) return true;
    try {
      const seen = await twice(one);
      found = seen ?? found;
      return seen === undefined;
    } catch (error) {
      const why = whyNothing(error);
      if (why === undefined) {
        mistake = { error };
        throw error;
      }
      inconclusive.push(why);
      return true;
    }
  });
  await fc.check(property, { seed, numRuns: runs, endOnFailure: isSlow });
  if (mistake) throw mistake.error;
  return { found, inconclusive };
}
