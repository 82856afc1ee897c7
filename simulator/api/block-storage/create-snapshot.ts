import type { Volume, VolumeSnapshot, World } from '../../world';

export interface NewSnapshot {
  readonly volume: Volume;
  readonly name: string | null;
  readonly description?: string | null;
  readonly metadata?: VolumeSnapshot['metadata'];
}

/** Makes a snapshot of a volume as it is now, that can be used at once. */
export function createSnapshot(world: World, wanted: NewSnapshot): VolumeSnapshot {
  const { volume, name, description = null, metadata = {} } = wanted;
  const now = world.clock.now();
  const { bootable, volumeImageMetadata, data, projectId, userId, size } = volume;
  const snapshot: VolumeSnapshot = {
    id: world.identifiers.uuid(),
    name,
    description,
    projectId,
    userId,
    volumeId: volume.id,
    size,
    status: 'available',
    metadata,
    bootable,
    volumeImageMetadata,
    data,
    created: now,
    updated: now,
  };
  world.volumeSnapshots.set(snapshot.id, snapshot);
  return snapshot;
}
