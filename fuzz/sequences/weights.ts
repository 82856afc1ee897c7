import fc from 'fast-check';

/** Of several, each with its weight; what is found is made smaller towards the first. */
export const often = <T>(...choices: readonly fc.WeightedArbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ withCrossShrink: true }, ...choices);

export const one = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> => ({ weight, arbitrary });
