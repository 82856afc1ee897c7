import type { Volume } from '../../world';
import { isTrue } from '../is-true';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { fractional } from '../times';
import { type Hold, holdsOf } from './attachment-view';
import { noResource, refuse, since, type VolumeCall, withBody, withVolume } from './call';
import { ownResponse } from './empty';
import { listReply } from './list';
import { namedWrongly, renamed } from './names';
import { newVolume } from './new-volume';
import { schemas } from './schemas';
import { plainVolumeView, volumeSummary, volumeView, zone } from './volume-view';

/** Volumes. Source: cinder/api/v3/volumes.py@21.3 and what it calls, as observed. */

/** Who holds each volume. */
function holders(call: VolumeCall): (volume: Volume) => readonly Hold[] {
  const holds = holdsOf(call.world);
  return ({ id }) => holds.filter(({ attachment }) => attachment.volume.id === id);
}

const shown = (call: VolumeCall, volume: Volume) => ({ volume: volumeView(call, volume, holders(call)(volume)) });

const fieldsOf = (volume: Volume) => ({
  ...volume,
  availability_zone: zone,
  created_at: fractional(volume.created),
  updated_at: fractional(volume.updated),
  user_id: volume.userId,
  project_id: volume.projectId,
});

/** Source: etc/cinder/resource_filters.json@21.3. */
const filters = ['name', 'status', 'metadata', 'bootable', 'availability_zone', 'size', 'created_at', 'updated_at'];

const listed = (call: VolumeCall, isDetailed: boolean): Reply => {
  const holds = holders(call);
  return listReply(call, {
    name: 'volumes',
    singular: 'Volume',
    all: call.world.volumes.values(),
    fields: fieldsOf,
    filters,
    isDetailed,
    show: (volume) => {
      call.world.clock.poll(volume.id);
      return isDetailed ? volumeView(call, volume, holds(volume)) : volumeSummary(call, volume);
    },
  });
};

const deletable = ['available', 'error', 'error_restoring', 'error_extending', 'error_managing'];

const notDeletable = `Invalid volume: Volume status must be ${deletable.join(' or ')} and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.`;

/**
 * Lets the host remove a volume; nobody may hold it, and with `force` its status does not count. Why not, where it may
 * not be removed.
 */
export function deleteVolume(call: VolumeCall, volume: Volume, force = false): Reply | undefined {
  const { world, request } = call;
  const snapshots = [...world.volumeSnapshots.values()].filter(({ volumeId }) => volumeId === volume.id);
  const isCascade = isTrue(request.query.get('cascade'));
  const isHeld = holders(call)(volume).length > 0;
  const isFree = force || deletable.includes(volume.status);
  if (isHeld || !isFree || (snapshots.length > 0 && !isCascade)) return refuse(notDeletable);
  for (const { id } of snapshots) world.volumeSnapshots.delete(id);
  volume.status = 'deleting';
  world.clock.schedule({ kind: 'delete-volume', id: volume.id });
  return undefined;
}

export const volumeRoutes = {
  'GET /volumes': (call: VolumeCall): Reply => listed(call, false),
  'GET /volumes/detail': (call: VolumeCall): Reply => listed(call, true),
  'GET /volumes/summary': (call: VolumeCall): Reply => {
    if (!since(call, 12)) return noResource;
    const ofAll = isAdmin(call) && isTrue(call.request.query.get('all_tenants'));
    const mine = [...call.world.volumes.values()].filter(
      ({ projectId }) => ofAll || projectId === call.caller.projectId,
    );
    const summary = {
      total_count: mine.length,
      total_size: mine.reduce((sum, { size }) => sum + size, 0),
      ...(since(call, 36) && { metadata: distinct(mine) }),
    };
    return { status: 200, body: { 'volume-summary': summary } };
  },
  'POST /volumes': newVolume,
  'GET /volumes/{id}': (call: VolumeCall, id: string): Reply =>
    withVolume(call, id, (volume) => {
      call.world.clock.poll(id);
      return { status: 200, body: shown(call, volume) };
    }),
  'PUT /volumes/{id}': (call: VolumeCall, id: string): Reply =>
    withBody(call, since(call, 53) ? schemas.changedVolumeExactly : schemas.changedVolume, (fields) => {
      const wrong = namedWrongly(fields);
      if (wrong) return wrong;
      return withVolume(call, id, (volume) => {
        const { metadata = volume.metadata } = fields;
        Object.assign(volume, renamed(fields), { metadata, updated: call.world.clock.now() });
        return { status: 200, body: { volume: plainVolumeView(call, volume, holders(call)(volume)) } };
      });
    }),
  'DELETE /volumes/{id}': (call: VolumeCall, id: string): Reply =>
    withVolume(call, id, (volume) => deleteVolume(call, volume) ?? ownResponse(202)),
};

/** Every key of metadata, and the values that there are of it. */
function distinct(volumes: readonly Volume[]): Readonly<Record<string, readonly string[]>> {
  const values: Record<string, readonly string[]> = {};
  for (const { metadata } of volumes) {
    for (const [key, value] of Object.entries(metadata)) {
      values[key] = [...new Set([...(values[key] ?? []), value])];
    }
  }
  return values;
}
