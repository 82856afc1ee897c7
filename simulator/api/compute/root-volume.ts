import type { Image, Volume } from '../../world';
import { createVolume } from '../block-storage';
import { visibleImage } from '../image';
import { textOr } from '../message';
import type { ComputeCall } from './call';

/** An entry of block_device_mapping_v2. */
export type Mapping = Readonly<Record<string, unknown>>;

export interface RootVolume {
  readonly volume: Volume;
  /** The image properties that Nova keeps with the server, unless the request names an image too. */
  readonly properties: Readonly<Record<string, string>>;
  /** The image that the volume is made from along with the server; empty where it is not. */
  readonly imageRef: string;
}

const fresh = ({ world, caller }: ComputeCall, { volume_size: size }: Mapping, image: Image | undefined) =>
  createVolume(world, { name: '', projectId: caller.projectId, size: Number(size), image });

/** By source_type: the root volume, or in Nova's words why there is none. */
export const rootVolumes: Readonly<Record<string, (call: ComputeCall, mapping: Mapping) => RootVolume | string>> = {
  volume: ({ world, caller }, { uuid }) => {
    const volume = world.volumes.get(textOr(uuid, ''));
    if (volume?.projectId !== caller.projectId || volume.status !== 'available') {
      return `Block Device Mapping is Invalid: failed to get volume ${uuid}.`;
    }
    if (!volume.bootable) return `Block Device ${uuid} is not bootable.`;
    return { volume, properties: volume.volumeImageMetadata, imageRef: '' };
  },
  image: (call, mapping) => {
    const image = visibleImage(call, textOr(mapping.uuid, ''));
    if (!image) return `Block Device Mapping is Invalid: failed to get image ${mapping.uuid}.`;
    return { volume: fresh(call, mapping, image), properties: image.properties, imageRef: image.id };
  },
  blank: (call, mapping) => ({ volume: fresh(call, mapping, undefined), properties: {}, imageRef: '' }),
};
