import type { SimulatedEdition } from '../../simulator';

/**
 * What a rescue came to. A number: it was refused with this status. `kept`: accepted, and then it failed and the server
 * is as it was. `nothing`: accepted, its action went well, and the server is not in RESCUE all the same.
 */
export type End = 'RESCUE' | 'ERROR' | 'kept' | 'nothing' | number;

/** Each probe asks for one rescue of a volume-backed server that differs in one thing from the first. */
export const probeIds = [
  'opted-in',
  'not-opted-in',
  'no-trait',
  'original-image',
  'unknown-image',
  'plain-image',
  'own-image-deleted',
] as const;
export type ProbeId = (typeof probeIds)[number];

export interface Probe {
  /** How its server or request is, for people. */
  readonly name: string;
  /** What the text says of it, for a cloud that does otherwise; undefined where the text is silent. */
  readonly exception?: string;
}

export const probes: Readonly<Record<ProbeId, Probe>> = {
  'opted-in': {
    name: 'at 2.87, a stable rescue image, a host that reports the trait',
    exception: 'a volume-backed server is not rescued at 2.87',
  },
  'not-opted-in': { name: 'at 2.86', exception: 'a volume-backed server needs no 2.87' },
  'no-trait': { name: 'a host without the trait', exception: 'a volume-backed server needs no trait' },
  'original-image': {
    name: 'no rescue image, the original one known from the root volume alone',
    exception: 'the original image is not found on the root volume',
  },
  'unknown-image': { name: 'a rescue image that does not exist' },
  'plain-image': { name: 'a rescue image that names no stable device' },
  'own-image-deleted': { name: 'its own image deleted before' },
};

type Expected = Readonly<Record<ProbeId, readonly End[]>>;

/** The text's own gates, which every edition has. */
const gated = { 'opted-in': ['RESCUE'], 'not-opted-in': [400], 'no-trait': [400] } as const;

/** Without a stable device the fake driver rescues all the same, and libvirt ends in ERROR. */
const anyDriver = ['RESCUE', 'ERROR'] as const;

/**
 * What each edition makes of the probes, read from the releases and not from the simulator. Source: the text for `spec`;
 * for the rest API.rescue in nova/compute/api.py and LibvirtDriver.rescue in nova/virt/libvirt/driver.py, by release.
 */
export const expected: Readonly<Record<SimulatedEdition, Expected>> = {
  spec: {
    ...gated,
    'original-image': ['RESCUE'],
    'unknown-image': ['kept'],
    'plain-image': anyDriver,
    'own-image-deleted': ['RESCUE'],
  },
  'nova-21.0': {
    ...gated,
    'original-image': ['kept'],
    'unknown-image': ['kept'],
    'plain-image': anyDriver,
    'own-image-deleted': ['ERROR'],
  },
  'nova-21.1': {
    ...gated,
    'original-image': ['kept'],
    'unknown-image': [400],
    'plain-image': anyDriver,
    'own-image-deleted': ['ERROR'],
  },
  'nova-27.0': {
    ...gated,
    'original-image': ['kept'],
    'unknown-image': [400],
    'plain-image': [400],
    'own-image-deleted': ['ERROR'],
  },
  'nova-30.0': {
    ...gated,
    'original-image': ['kept'],
    'unknown-image': [400],
    'plain-image': [400],
    'own-image-deleted': ['RESCUE'],
  },
};
