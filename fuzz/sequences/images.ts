import fc from 'fast-check';
import type { ImageKind } from '../../simulator';
import type { Means } from './draw';
import { often, one } from './weights';

const others: readonly ImageKind[] = [
  'plain',
  'own',
  'bus only',
  'device only',
  'unsupported bus',
  'snapshot',
  'of another project',
  'unknown',
];

/** Which image a rescue names: a good one, none, or one of the others. */
export const imagesIn = ({ callers }: Pick<Means, 'callers'>): fc.Arbitrary<{ readonly image?: ImageKind }> => {
  const possible = others.filter((kind) => kind !== 'of another project' || callers.includes('other-project'));
  return often(
    one(4, fc.constant({ image: 'stable' })),
    one(3, fc.constant({})),
    one(4, fc.record({ image: fc.constantFrom(...possible) })),
  );
};
