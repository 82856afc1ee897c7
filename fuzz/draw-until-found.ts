import fc from 'fast-check';

export interface Drawing {
  readonly seed: number;
  /** How many to draw. */
  readonly runs: number;
  /** Where fast-check has found something with this seed. */
  readonly path?: string | undefined;
  /** Where each takes its time, what is found is not made smaller. */
  readonly isSlow?: boolean;
}

/** What was drawn that shows something. */
export interface Drawn<Found> {
  /** The smallest, or where each takes its time the first. */
  readonly found: Found | undefined;
  readonly seed: number;
  /** Where fast-check finds it again. */
  readonly path: string;
}

/** Draws until there is something to be found in what is drawn, and then looks for the smallest with that. */
export async function drawUntilFound<One, Found>(
  drawn: fc.Arbitrary<One>,
  findIn: (one: One) => Promise<Found | undefined>,
  { seed, runs, path, isSlow = false }: Drawing,
): Promise<Drawn<Found>> {
  let smallest: Found | undefined;
  let mistake: { readonly error: unknown } | undefined;
  const property = fc.asyncProperty(drawn, async (one) => {
    const found = await findIn(one).catch((error: unknown) => {
      mistake = { error };
      throw error;
    });
    smallest = found ?? smallest;
    return found === undefined;
  });
  const replayed = path !== undefined && { path };
  const details = await fc.check(property, { seed, numRuns: runs, endOnFailure: isSlow, ...replayed });
  // To fast-check a mistake of ours is something found as well.
  if (mistake) throw mistake.error;
  return { found: smallest, seed: details.seed, path: details.counterexamplePath ?? '' };
}
