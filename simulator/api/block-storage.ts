/** What the other services ask of the volume service. */
export { createSnapshot, type NewSnapshot } from './block-storage/create-snapshot';
export { createVolume, type NewVolume, type VolumeSource } from './block-storage/create-volume';
export { exceeded } from './block-storage/quotas';
export { unsnappable } from './block-storage/snapshots';
