import type { SimulatedCloud } from '../../handle';
import type { TransitionOf as Of } from '../../transition';

/** What becomes of volumes and snapshots on their host. What is gone by then, or was set otherwise, is left alone. */

type Cloud = Pick<SimulatedCloud, 'world'>;

export function createVolumeOnHost({ world }: Cloud, { id }: Of<'create-volume'>): void {
  const volume = world.volumes.get(id);
  if (volume?.status !== 'creating') return;
  volume.status = 'available';
  volume.updated = world.clock.now();
}

export function extendVolumeOnHost({ world }: Cloud, { id, size, status }: Of<'extend-volume'>): void {
  const volume = world.volumes.get(id);
  if (volume?.status !== 'extending') return;
  volume.size = size;
  volume.status = status;
  volume.updated = world.clock.now();
}

export function deleteVolumeOnHost({ world }: Cloud, { id }: Of<'delete-volume'>): void {
  if (world.volumes.get(id)?.status === 'deleting') world.volumes.delete(id);
}

export function createSnapshotOnHost({ world }: Cloud, { id }: Of<'create-snapshot'>): void {
  const snapshot = world.volumeSnapshots.get(id);
  if (snapshot?.status !== 'creating') return;
  snapshot.status = 'available';
  snapshot.updated = world.clock.now();
}

export function deleteSnapshotOnHost({ world }: Cloud, { id }: Of<'delete-snapshot'>): void {
  if (world.volumeSnapshots.get(id)?.status === 'deleting') world.volumeSnapshots.delete(id);
}
