import type { Edition } from '../features/catalogue';
import type { Range } from './microversion';
import type { GuardId } from './rescue/guards';

/** Where a rescue without an image looks for the original one. */
export type OriginalSource = 'server-image-ref' | 'root-volume-image-metadata';

export interface EditionData {
  readonly releases: string;
  /** Whether it was held against a running Nova, or read from source. */
  readonly observed: boolean;
  readonly range: Range;
  /** In the order they are asked in. */
  readonly gates: readonly GuardId[];
  readonly original: readonly OriginalSource[];
}

const state = ['locked-server-refused', 'rescuable-states', 'busy-server-refused', 'never-launched-refused'] as const;
const image = ['unknown-image-refused', 'volume-snapshot-image-refused'] as const;

/** What each edition looks at, and where its text or releases say so. Data: see docs/decisions/editions.md. */
export const editions = {
  spec: {
    releases: 'the text of the specification',
    observed: true,
    range: { oldest: [2, 1], newest: [2, 104] },
    gates: [...state, 'bfv-needs-microversion', 'bfv-needs-trait'],
    original: ['server-image-ref', 'root-volume-image-metadata'],
  },
  'nova-27.0': {
    releases: 'Nova 25.1.1 and later 25, 26.1.1 and later 26, 27.0 to 29',
    observed: true,
    range: { oldest: [2, 1], newest: [2, 93] },
    gates: [
      ...state,
      ...image,
      'volumes-must-be-in-use',
      'bfv-needs-microversion',
      'bfv-needs-stable-device-image',
      'bfv-needs-trait',
    ],
    original: ['server-image-ref'],
  },
} as const satisfies Partial<Record<Edition, EditionData>>;

export type SimulatedEdition = keyof typeof editions;
export const simulatedEditions = Object.keys(editions) as readonly SimulatedEdition[];
export const isSimulatedEdition = (name: string): name is SimulatedEdition => Object.hasOwn(editions, name);
