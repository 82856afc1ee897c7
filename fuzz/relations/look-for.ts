import type fc from 'fast-check';
import { Attempts } from '../attempts';
import { type Drawing, type Drawn, drawUntilFound } from '../draw-until-found';

/** Where playing takes its time, what is found is to be found once more before it counts. */
export interface Looking extends Omit<Drawing, 'path'> {
  readonly isOver?: () => boolean;
}

export interface LookedFor<Found> extends Pick<Drawn<Found>, 'found'> {
  /** Why some of what was drawn told nothing. */
  readonly inconclusive: readonly string[];
}

/** Draws until there is something to be found in what is drawn. */
export async function lookFor<One, Found>(
  drawn: fc.Arbitrary<One>,
  findIn: (drawn: One) => Promise<Found | undefined>,
  { isOver = () => false, ...drawing }: Looking,
): Promise<LookedFor<Found>> {
  const attempts = new Attempts(isOver);
  const { inconclusive } = attempts;
  const twice = async (one: One): Promise<Found | undefined> => {
    const first = await findIn(one);
    if (first === undefined || !drawing.isSlow) return first;
    const again = await findIn(one);
    if (again === undefined) inconclusive.push('something was seen once, and not once more');
    return again;
  };
  const { found } = await drawUntilFound(drawn, (one) => attempts.attempt(() => twice(one)), drawing);
  return { found, inconclusive };
}
