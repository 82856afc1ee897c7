import type { Volume } from '../../world';
import { isAdmin } from '../service';
import { fractional, toMicroseconds } from '../times';
import { type Hold, holdInVolume } from './attachment-view';
import { since, urlOf, type VolumeCall } from './call';

/** Where every volume is. */
export const zone = 'nova';
export const volumeHost = 'sim@files';

const linksOf = (call: VolumeCall, id: string) => [
  { rel: 'self', href: urlOf(call, `/volumes/${id}`) },
  { rel: 'bookmark', href: urlOf(call, `/volumes/${id}`, '') },
];

export const volumeSummary = (call: VolumeCall, { id, name }: Volume): object => ({
  id,
  name,
  links: linksOf(call, id),
});

/** A volume without what the extensions of Cinder add to it: who has just changed it is shown no more. */
export function plainVolumeView(call: VolumeCall, volume: Volume, holds: readonly Hold[]): object {
  const forAdmin = isAdmin(call);
  return {
    id: volume.id,
    status: volume.status,
    size: volume.size,
    availability_zone: zone,
    created_at: fractional(volume.created),
    updated_at: fractional(volume.updated),
    name: volume.name,
    description: volume.description,
    volume_type: volume.type.name,
    snapshot_id: volume.snapshotId,
    source_volid: volume.sourceId,
    metadata: volume.metadata,
    links: linksOf(call, volume.id),
    user_id: volume.userId,
    bootable: String(volume.bootable && volume.status !== 'creating'),
    encrypted: false,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: volume.type.extraSpecs.multiattach === '<is> True',
    attachments: holds.map((hold) => holdInVolume(hold, forAdmin)),
    ...(forAdmin && { migration_status: null }),
    ...(since(call, 13) && { group_id: null }),
    ...(forAdmin && since(call, 21) && { provider_id: null }),
    ...(since(call, 48) && { shared_targets: false, service_uuid: null }),
    ...(forAdmin && since(call, 61) && { cluster_name: null }),
    ...(since(call, 63) && { volume_type_id: volume.type.id }),
    ...(since(call, 65) && { consumes_quota: true }),
  };
}

/** A volume as it is shown to who has just made it. */
export const newVolumeView = (call: VolumeCall, volume: Volume): object => ({
  ...plainVolumeView(call, volume, []),
  created_at: toMicroseconds(volume.created, volume.id),
  updated_at: null,
});

/** A volume as it is shown from then on. Observed of Cinder 21, at 3.0 and at 3.70. */
export const volumeView = (call: VolumeCall, volume: Volume, holds: readonly Hold[]): object => ({
  ...plainVolumeView(call, volume, holds),
  'os-vol-tenant-attr:tenant_id': volume.projectId,
  ...(isAdmin(call) && {
    'os-vol-mig-status-attr:migstat': null,
    'os-vol-mig-status-attr:name_id': null,
    'os-vol-host-attr:host': `${volumeHost}#files`,
  }),
  ...(Object.keys(volume.volumeImageMetadata).length > 0 && { volume_image_metadata: volume.volumeImageMetadata }),
});
