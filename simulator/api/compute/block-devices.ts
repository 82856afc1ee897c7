import { badRequest, type Fault } from '../../fault';
import type { Image } from '../../world';
import { isTrue } from '../is-true';
import { jsonOf } from '../json-body';
import { recordOf, textOr } from '../message';

/** The disks that a request to create a server asks for. Source: nova/block_device.py@26.2.2. */

export interface BlockDevice {
  readonly source: 'volume' | 'image' | 'snapshot' | 'blank';
  readonly destination: 'volume' | 'local';
  /** Of the volume, the image or the snapshot; empty for a blank one. */
  readonly uuid: string;
  /** 0 for the root disk; null for what is not booted from. */
  readonly bootIndex: number | null;
  /** In GiB; 0 where the request does not say. */
  readonly size: number;
  readonly deleteOnTermination: boolean;
  readonly device: string | undefined;
  readonly tag: string | null;
  readonly volumeType: string | undefined;
  readonly format: string | undefined;
}

/** A mapping of a request whose form is known to be right. */
type Mapping = Readonly<Record<string, unknown>>;

const wrong = (details: string): Fault => badRequest(`Block Device Mapping is Invalid: ${details}`);

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const common = (mapping: Mapping) => ({
  size: Number(mapping.volume_size ?? 0),
  deleteOnTermination: isTrue(mapping.delete_on_termination),
  device: textIn(mapping.device_name),
  tag: textOr(mapping.tag, '') || null,
  volumeType: textOr(mapping.volume_type, '') || undefined,
  format: textIn(mapping.guest_format),
});

/** @param hasImage whether the request names an image: only its own may be local */
function deviceOf(mapping: Mapping, hasImage: boolean): BlockDevice | Fault {
  // What names none is blank later on, but is missed a UUID first; what gives one makes Nova fail (500), and is refused here.
  const source = textOr(mapping.source_type, 'blank') as BlockDevice['source'];
  const destination = textOr(mapping.destination_type, 'volume') as BlockDevice['destination'];
  const uuid = textOr(mapping.uuid, '');
  const index = Number(mapping.boot_index ?? -1);
  const device = { ...common(mapping), source, destination, uuid, bootIndex: index < 0 ? null : index };
  if (source === 'blank' && uuid !== '') return wrong('Invalid device UUID.');
  if (mapping.source_type !== 'blank' && uuid === '') return wrong('Missing device UUID.');
  if (source === 'image' && destination === 'local' && !(hasImage && index === 0)) {
    return wrong('Mapping image to local is not supported.');
  }
  if (device.volumeType !== undefined && destination === 'local') {
    return wrong('Specifying a volume_type with destination_type=local is not supported.');
  }
  if (device.volumeType !== undefined && source === 'volume') {
    return wrong('Specifying volume type to existing volume is not supported.');
  }
  return device;
}

/** A mapping as it was before block_device_mapping_v2: without an image, the first of them is the root disk. */
function legacyDeviceOf(mapping: Mapping, bootIndex: number | null): BlockDevice | Fault {
  const [volume, snapshot] = [textOr(mapping.volume_id, ''), textOr(mapping.snapshot_id, '')];
  if (volume === '' && snapshot === '') return wrong('Unrecognized legacy format.');
  const [source, uuid] = snapshot === '' ? (['volume', volume] as const) : (['snapshot', snapshot] as const);
  return { ...common(mapping), source, destination: 'volume', uuid, bootIndex };
}

/** The disk that an image alone stands for. */
const imageDisk = (uuid: string): BlockDevice => ({
  ...common({ delete_on_termination: true }),
  source: 'image',
  destination: 'local',
  uuid,
  bootIndex: 0,
});

const listOf = (value: unknown): readonly Mapping[] => (Array.isArray(value) ? value.map(recordOf) : []);

/** All disks that are asked for, the root disk among them, or why they cannot be. */
export function blockDevices(wanted: Mapping): readonly BlockDevice[] | Fault {
  const imageRef = textOr(wanted.imageRef, '');
  const legacy = listOf(wanted.block_device_mapping);
  const mappings = listOf(wanted.block_device_mapping_v2).filter(({ no_device }) => !isTrue(no_device));
  if (legacy.length > 0 && mappings.length > 0) {
    return badRequest('Using different block_device_mapping syntaxes is not allowed in the same request.');
  }
  const first = imageRef === '' ? 0 : null;
  const asked = [
    ...mappings.map((mapping) => deviceOf(mapping, imageRef !== '')),
    ...legacy.map((mapping, index) => legacyDeviceOf(mapping, index === first ? 0 : null)),
  ];
  const devices: BlockDevice[] = [];
  for (const one of asked) {
    if ('message' in one) return one;
    devices.push(one);
  }
  if (imageRef === '' && devices.length === 0) return badRequest('Missing imageRef attribute');
  return mappings.length > 0 || imageRef === '' ? devices : [imageDisk(imageRef), ...devices];
}

/**
 * Those disks and the ones that the image of the request names, before which its own one goes away where one of them is
 * booted from. Source: _check_and_transform_bdm in nova/compute/api.py@26.2.2.
 */
export function withDevicesOf(
  image: Pick<Image, 'properties'> | undefined,
  devices: readonly BlockDevice[],
): readonly BlockDevice[] | Fault {
  const own: BlockDevice[] = [];
  for (const mapping of listOf(jsonOf(Buffer.from(image?.properties.block_device_mapping ?? '')))) {
    const { snapshot_id, volume_id, image_id } = mapping;
    const one = deviceOf({ ...mapping, uuid: snapshot_id ?? volume_id ?? image_id }, true);
    if ('message' in one) return one;
    own.push(one);
  }
  const isBooted = own.some(({ bootIndex }) => bootIndex === 0);
  return [...own, ...devices.filter(({ source, bootIndex }) => !(isBooted && source === 'image' && bootIndex === 0))];
}

/** Why the disks cannot be booted from: each that can must have a place of its own, from 0 on. */
export function wrongSequence(devices: readonly BlockDevice[]): Fault | undefined {
  const indexes = devices.flatMap(({ bootIndex }) => bootIndex ?? []).sort((a, b) => a - b);
  const isRight = indexes.length > 0 && indexes.every((index, place) => index === place);
  const combination = 'Boot sequence for the instance and image/block device mapping combination is not valid.';
  return isRight ? undefined : wrong(combination);
}

/** Why the local disks cannot be: flavors have room for a root disk, and for no other. */
export function wrongLocals(devices: readonly BlockDevice[]): Fault | undefined {
  const extra = devices.filter(({ source, destination }) => destination === 'local' && source === 'blank');
  const [swap, second] = extra.filter(({ format }) => format === 'swap');
  if (second) return wrong('More than one swap drive requested.');
  if (extra.some(({ format, size }) => format !== 'swap' && size > 0)) {
    const larger = 'Ephemeral disks requested are larger than the instance type allows.';
    return badRequest(`${larger} If no size is given in one block device mapping, flavor ephemeral size will be used.`);
  }
  return swap && swap.size > 0 ? badRequest('Swap drive requested is larger than instance type allows.') : undefined;
}
