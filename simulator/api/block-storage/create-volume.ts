import type { Image, Volume, VolumeSnapshot, VolumeType, World } from '../../world';

/** What a volume is made from. */
export type VolumeSource =
  | { readonly image: Image }
  | { readonly snapshot: VolumeSnapshot }
  | { readonly volume: Volume };

export interface NewVolume {
  readonly name: string | null;
  readonly projectId: string;
  readonly userId: string;
  /** In GiB. */
  readonly size: number;
  /** What it is made from, where that is an image. */
  readonly image?: Image | undefined;
  /** The same for anything else. */
  readonly source?: VolumeSource | undefined;
  readonly description?: string | null;
  readonly type?: VolumeType | undefined;
  readonly metadata?: Volume['metadata'];
}

/** The content and the properties that a volume takes over from what it is made from. */
type Origin = Pick<Volume, 'bootable' | 'volumeImageMetadata' | 'data' | 'snapshotId' | 'sourceId'>;

const nothing: Origin = {
  bootable: false,
  volumeImageMetadata: {},
  data: Buffer.alloc(512),
  snapshotId: null,
  sourceId: null,
};

/** What Cinder keeps of an image. Observed of Cinder 21. */
const imageMetadata = (image: Image): Volume['volumeImageMetadata'] => ({
  signature_verified: 'False',
  ...image.properties,
  image_id: image.id,
  image_name: image.name ?? '',
  ...(image.digests && { checksum: image.digests.md5 }),
  container_format: String(image.containerFormat),
  disk_format: String(image.diskFormat),
  min_disk: String(image.minDisk),
  min_ram: String(image.minRam),
  size: String(image.data.length),
});

function originOf(source: VolumeSource | undefined): Origin {
  if (!source) return nothing;
  if ('image' in source) {
    const { image } = source;
    return { ...nothing, bootable: true, volumeImageMetadata: imageMetadata(image), data: image.data };
  }
  const { bootable, volumeImageMetadata, data, id } = 'snapshot' in source ? source.snapshot : source.volume;
  const from = 'snapshot' in source ? { snapshotId: id } : { sourceId: id };
  return { ...nothing, bootable, volumeImageMetadata, data, ...from };
}

/** The type of a volume that asks for none: it cannot be deleted. */
export const defaultType = ({ volumeTypes }: World): VolumeType => volumeTypes.values().next().value as VolumeType;

/** Makes a volume, that can be used at once. */
export function createVolume(world: World, wanted: NewVolume): Volume {
  const now = world.clock.now();
  const { image, source = image && { image } } = wanted;
  const volume: Volume = {
    id: world.identifiers.uuid(),
    name: wanted.name,
    description: wanted.description ?? null,
    projectId: wanted.projectId,
    userId: wanted.userId,
    size: wanted.size,
    status: 'available',
    type: wanted.type ?? defaultType(world),
    metadata: wanted.metadata ?? {},
    created: now,
    updated: now,
    ...originOf(source),
  };
  world.volumes.set(volume.id, volume);
  return volume;
}
