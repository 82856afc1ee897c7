import { hasBlockStorage } from '../clients/block-storage';
import type { Target } from '../target';
import { type Disk, isVolumeBacked } from './wish';

/**
 * What the request for a server says of what it boots from.
 * @param image the id of the image that it comes from
 * @param makeVolume makes a root volume from that image, or an empty one, and answers its id
 */
export async function rootDisk(
  target: Target,
  disk: Disk,
  image: string,
  makeVolume: (image: string | undefined) => Promise<string>,
): Promise<object> {
  if (!isVolumeBacked({ disk })) return { imageRef: image };
  const fromImage = fresh({ source_type: 'image', uuid: image });
  if (disk === 'volume, image named') return { imageRef: image, ...fromImage };
  const blank = disk === 'blank volume';
  // Where the cloud shows no volume service, Nova has it make the volume.
  if (!hasBlockStorage(target)) return blank ? fresh({ source_type: 'blank' }) : fromImage;
  const volume = await makeVolume(blank ? undefined : image);
  return { block_device_mapping_v2: [{ ...root, source_type: 'volume', uuid: volume }] };
}

const root = { boot_index: 0, destination_type: 'volume', delete_on_termination: true };

const fresh = (source: object) => ({ block_device_mapping_v2: [{ ...root, volume_size: 1, ...source }] });
