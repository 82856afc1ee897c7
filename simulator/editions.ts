import type { Edition } from '../features/catalogue';
import type { Range } from './microversion';
import type { GuardId } from './rescue/guards';

/** Where a rescue without an image looks for the original one. */
export type OriginalSource = 'server-image-ref' | 'root-volume-image-metadata';

/** How an edition is known: docs/results/editions-observed.md says what the middle one means. */
export type Evidence = 'observed' | 'observed on a patched 26.2' | 'from source, not observed';

export interface EditionData {
  readonly releases: string;
  /** Undefined for the text, which is no Nova. */
  readonly observed: Evidence | undefined;
  readonly range: Range;
  /** In the order they are asked in. */
  readonly gates: readonly GuardId[];
  readonly original: readonly OriginalSource[];
  /** Whether a stable rescue under libvirt fails where the server's own image is deleted. */
  readonly ownImageMustExist: boolean;
  /** How a server with an emulated TPM is refused; by release, whatever else the edition is like. */
  readonly vtpm: Vtpm;
}

/** The status of the refusal; `none` where there is no such refusal. */
export type Vtpm = 'none' | 409 | 400;

/** By default any role of the project may rescue, until 27.0 enforces Nova's new policies: then only members may. */
const members = ['role-refused'] as const;
const vtpm = ['vtpm-refused'] as const;
const state = ['locked-server-refused', 'rescuable-states', 'busy-server-refused', 'never-launched-refused'] as const;
const image = ['unknown-image-refused', 'stable-device-values', 'volume-snapshot-image-refused'] as const;
const volumes = ['volumes-must-be-in-use', 'bfv-needs-microversion'] as const;
const properties = ['bfv-needs-stable-device-image'] as const;
const trait = ['bfv-needs-trait'] as const;

const oldest = [2, 1] as const;

/** What each edition looks at, and where its text or releases say so. Data: see docs/decisions/editions.md. */
export const editions = {
  spec: {
    releases: 'the text of the specification',
    observed: undefined,
    range: { oldest, newest: [2, 104] },
    gates: [...members, ...vtpm, ...state, 'bfv-needs-microversion', ...trait],
    original: ['server-image-ref', 'root-volume-image-metadata'],
    ownImageMustExist: false,
    // The text says nothing of it.
    vtpm: 'none',
  },
  'nova-21.0': {
    releases: 'Nova 21.0.0',
    observed: 'observed on a patched 26.2',
    range: { oldest, newest: [2, 87] },
    gates: [...vtpm, ...state, ...volumes, ...trait],
    original: ['server-image-ref'],
    ownImageMustExist: true,
    vtpm: 'none',
  },
  'nova-21.1': {
    releases: 'Nova 21.1.0 and later 21, 22 to 24, 25.0 to 25.1.0, 26.0 to 26.1.0',
    observed: 'observed on a patched 26.2',
    // Its releases go from 2.87 (21) to 2.93 (26.0): that of 24.0, which is in the middle and keeps “later” from being
    // an empty word.
    range: { oldest, newest: [2, 90] },
    gates: [...vtpm, ...state, ...image, ...volumes, ...trait],
    original: ['server-image-ref'],
    ownImageMustExist: true,
    // From 22 on; 24 and later answer 400.
    vtpm: 409,
  },
  'nova-27.0': {
    releases: 'Nova 25.1.1 and later 25, 26.1.1 and later 26, 27.0 to 29',
    observed: 'observed',
    // As in 26.2, the one that was observed: its newest microversion, and the policies from before 27.0.
    range: { oldest, newest: [2, 93] },
    gates: [...vtpm, ...state, ...image, ...volumes, ...properties, ...trait],
    original: ['server-image-ref'],
    ownImageMustExist: true,
    vtpm: 400,
  },
  'nova-30.0': {
    releases: 'Nova 30.0 and later',
    observed: 'observed on a patched 26.2',
    range: { oldest, newest: [2, 96] },
    gates: [...members, ...vtpm, ...state, ...image, ...volumes, ...properties, ...trait],
    original: ['server-image-ref'],
    ownImageMustExist: false,
    vtpm: 400,
  },
} as const satisfies Record<Edition, EditionData>;

export type SimulatedEdition = keyof typeof editions;
export const simulatedEditions = Object.keys(editions) as readonly SimulatedEdition[];
export const isSimulatedEdition = (name: string): name is SimulatedEdition => Object.hasOwn(editions, name);
