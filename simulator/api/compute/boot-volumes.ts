import { badRequest, type Fault } from '../../fault';
import type { Volume, VolumeType } from '../../world';
import { createVolume, type VolumeSource } from '../block-storage';
import { visibleImage } from '../image';
import type { BlockDevice } from './block-devices';
import type { ComputeCall } from './call';

/** The volumes that a server is made with: those that are there, and those that are made along with it. */

export interface ReadyVolume {
  readonly device: BlockDevice;
  /** Gives the volume: at once where it was there before, else a new one. */
  readonly take: () => Volume;
  /** The image properties that Nova keeps with the server where it boots from this, unless the request names an image. */
  readonly properties: Readonly<Record<string, string>>;
  /** The image that the volume is made from along with the server; empty where it is not. */
  readonly imageRef: string;
}

const wrong = (details: string): Fault => badRequest(`Block Device Mapping is Invalid: ${details}`);

type Ready = (call: ComputeCall, device: BlockDevice) => ReadyVolume | Fault;

/** By its id or its name. */
const typeOf = ({ world }: ComputeCall, { volumeType }: BlockDevice): VolumeType | undefined =>
  [...world.volumeTypes.values()].find(({ id, name }) => id === volumeType || name === volumeType);

const made =
  (call: ComputeCall, device: BlockDevice, source: VolumeSource | undefined, size = device.size) =>
  () =>
    createVolume(call.world, {
      name: '',
      projectId: call.caller.projectId,
      userId: call.caller.userId,
      size,
      source,
      type: typeOf(call, device),
    });

/** What Nova says that Cinder has said of a volume that is not free. */
export const unreservable = ({ requestId }: ComputeCall, { id, status }: Volume): string => {
  const inError = 'attachments can not be created if the volume is in an error state.';
  const why = status.includes('error')
    ? `${inError} The Volume ${id} currently has a status of: ${status} `
    : `${id} status must be available or downloading to reserve, but the current status is ${status}.`;
  return `Invalid volume: Volume ${why} (HTTP 400) (Request-ID: ${requestId})`;
};

function existing(call: ComputeCall, device: BlockDevice): ReadyVolume | Fault {
  const volume = call.world.volumes.get(device.uuid);
  if (volume?.projectId !== call.caller.projectId) return badRequest(`Volume ${device.uuid} could not be found.`);
  if (volume.status !== 'available') {
    return badRequest(`Invalid volume: Invalid input received: ${unreservable(call, volume)}`);
  }
  return { device, take: () => volume, properties: volume.volumeImageMetadata, imageRef: '' };
}

function fromImage(call: ComputeCall, device: BlockDevice): ReadyVolume | Fault {
  const image = visibleImage(call, device.uuid);
  if (!image) return wrong(`failed to get image ${device.uuid}.`);
  if (device.size === 0)
    return badRequest("Images with destination_type 'volume' need to have a non-zero size specified");
  return { device, take: made(call, device, { image }), properties: image.properties, imageRef: image.id };
}

function fromSnapshot(call: ComputeCall, device: BlockDevice): ReadyVolume | Fault {
  const snapshot = call.world.volumeSnapshots.get(device.uuid);
  if (snapshot?.projectId !== call.caller.projectId) return wrong(`failed to get snapshot ${device.uuid}.`);
  const take = made(call, device, { snapshot }, device.size || snapshot.size);
  return { device, take, properties: snapshot.volumeImageMetadata, imageRef: '' };
}

function blank(call: ComputeCall, device: BlockDevice): ReadyVolume | Fault {
  if (device.size === 0) {
    return badRequest("Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size");
  }
  return { device, take: made(call, device, undefined), properties: {}, imageRef: '' };
}

const bySource: Readonly<Record<BlockDevice['source'], Ready>> = {
  volume: existing,
  image: fromImage,
  blank,
  snapshot: fromSnapshot,
};

/**
 * Why nothing can be booted from the root disk: where the request names no image, that is looked at before all others.
 * Source: get_bdm_image_metadata in nova/block_device.py@26.2.2.
 */
export function unbootable(call: ComputeCall, devices: readonly BlockDevice[]): Fault | undefined {
  const { world, caller } = call;
  const { source, uuid } = devices.find(({ bootIndex }) => bootIndex === 0) ?? { source: 'blank', uuid: '' };
  if (source === 'blank') return undefined;
  if (source === 'image') return visibleImage(call, uuid) ? undefined : wrong(`failed to get image ${uuid}.`);
  const found = source === 'volume' ? world.volumes.get(uuid) : world.volumeSnapshots.get(uuid);
  if (found?.projectId !== caller.projectId) {
    return source === 'volume'
      ? wrong(`failed to get volume ${uuid}.`)
      : badRequest(`Snapshot ${uuid} could not be found.`);
  }
  if (found.bootable) return undefined;
  return badRequest(`Block Device ${'volumeId' in found ? found.volumeId : uuid} is not bootable.`);
}

/** What is needed for each volume, or why one of them cannot be had. Nothing is made yet. */
export function readyVolumes(call: ComputeCall, devices: readonly BlockDevice[]): readonly ReadyVolume[] | Fault {
  const ready: ReadyVolume[] = [];
  for (const device of devices.filter(({ destination }) => destination === 'volume')) {
    if (device.volumeType !== undefined && !typeOf(call, device)) {
      return badRequest(`Volume type ${device.volumeType} could not be found.`);
    }
    const one = bySource[device.source](call, device);
    if ('message' in one) return one;
    ready.push(one);
  }
  return ready;
}
