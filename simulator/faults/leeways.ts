import { editions } from '../editions';
import { originalImageRef } from '../rescue/original-image';
import { type Departure, instead } from './departure';

/** What may be done otherwise without breaking a rule that decides. */
export const leeways = {
  'falls back as the text says': {
    sentence: 'looks for the original image wherever the text has it looked for, also where its release does not',
    apply: () => ({ original: editions.spec.original }),
  },
  // bfv-without-original-fails: “either 400, or an accepted request whose rescue action ends in Error”.
  'refuses without an original image': {
    sentence: 'answers 400 to a volume-backed rescue for which it would find no image',
    apply: (behaviour) =>
      instead(
        'bfv-needs-trait',
        (guard) => (facts) =>
          guard(facts) ||
          (facts.server.isVolumeBacked &&
            facts.imageRef === undefined &&
            originalImageRef(facts.server, editions.spec.original) === ''),
      )(behaviour),
  },
} as const satisfies Record<string, Departure>;

export type LeewayId = keyof typeof leeways;
