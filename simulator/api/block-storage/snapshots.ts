import type { Volume, VolumeSnapshot } from '../../world';
import { isTrue } from '../is-true';
import type { Reply } from '../message';
import { fractional, toMicroseconds } from '../times';
import { refuse, since, type VolumeCall, withBody, withSnapshot, withVolume } from './call';
import { createSnapshot } from './create-snapshot';
import { ownResponse } from './empty';
import { listReply } from './list';
import { namedWrongly, nameOf, renamed } from './names';
import { exceeded } from './quotas';
import { schemas } from './schemas';

/** Snapshots of volumes. Source: cinder/api/v3/snapshots.py@21.3 and what it calls, as observed. */

const summary = (call: VolumeCall, snapshot: VolumeSnapshot) => ({
  id: snapshot.id,
  created_at: fractional(snapshot.created),
  updated_at: fractional(snapshot.updated),
  name: snapshot.name,
  description: snapshot.description,
  volume_id: snapshot.volumeId,
  status: snapshot.status,
  size: snapshot.size,
  metadata: snapshot.metadata,
  ...(since(call, 14) && { group_snapshot_id: null }),
  ...(since(call, 41) && { user_id: snapshot.userId }),
  ...(since(call, 65) && { consumes_quota: true }),
});

const detail = (call: VolumeCall, snapshot: VolumeSnapshot) => ({
  ...summary(call, snapshot),
  'os-extended-snapshot-attributes:project_id': snapshot.projectId,
  'os-extended-snapshot-attributes:progress': snapshot.status === 'creating' ? '0%' : '100%',
});

const listed = (call: VolumeCall, isDetailed: boolean): Reply =>
  listReply(call, {
    name: 'snapshots',
    singular: 'Snapshot',
    all: call.world.volumeSnapshots.values(),
    fields: (snapshot) => ({ ...detail(call, snapshot), project_id: snapshot.projectId, user_id: snapshot.userId }),
    filters: ['name', 'status', 'volume_id', 'metadata'],
    isDetailed,
    show: (snapshot) => {
      call.world.clock.poll(snapshot.id);
      return isDetailed ? detail(call, snapshot) : summary(call, snapshot);
    },
  });

/** Lets the host remove a snapshot; with `force` its status does not count. Why not, where it may not be removed. */
export function deleteSnapshot({ world }: VolumeCall, snapshot: VolumeSnapshot, force = false): Reply | undefined {
  if (!force && snapshot.status !== 'available' && snapshot.status !== 'error') {
    return refuse('Invalid snapshot: Snapshot status must be available or error and must not be part of a group.');
  }
  snapshot.status = 'deleting';
  world.clock.schedule({ kind: 'delete-snapshot', id: snapshot.id });
  return undefined;
}

/** From 3.66 on a volume that is in use needs no force. */
const snappable = (call: VolumeCall, force: unknown) =>
  isTrue(force) || since(call, 66) ? ['available', 'in-use'] : ['available'];

/** What keeps a volume from snapshots, with force or without. */
const whileNever: Partial<Record<Volume['status'], string>> = {
  maintenance: 'maintenance mode',
  error: 'error status',
};

/** Why no snapshot can be made of a volume that is to have one of these statuses; undefined where it can. */
export function unsnappable({ id, status }: Volume, statuses: readonly string[]): string | undefined {
  const never = whileNever[status];
  if (never !== undefined) return `Invalid volume: The snapshot cannot be created when the volume is in ${never}.`;
  if (statuses.includes(status)) return undefined;
  return `Invalid volume: Volume ${id} status must be ${statuses.join(', ')}, but current status is: ${status}.`;
}

const newSnapshot = (call: VolumeCall): Reply =>
  withBody(call, schemas.newSnapshot, (fields) => {
    const wrong = namedWrongly(fields);
    if (wrong) return wrong;
    return withVolume(call, String(fields.volume_id), (volume) => {
      const why = unsnappable(volume, snappable(call, fields.force));
      if (why !== undefined) return refuse(why);
      const over = exceeded(call, { snapshots: 1, gigabytes: volume.size });
      if (over) return over;
      const metadata = (fields.metadata ?? {}) as VolumeSnapshot['metadata'];
      const snapshot = createSnapshot(call.world, { volume, ...nameOf(fields), metadata });
      snapshot.status = 'creating';
      call.world.clock.schedule({ kind: 'create-snapshot', id: snapshot.id });
      const { id, created } = snapshot;
      const asMade = { ...summary(call, snapshot), created_at: toMicroseconds(created, id), updated_at: null };
      return { status: 202, body: { snapshot: asMade } };
    });
  });

export const snapshotRoutes = {
  'GET /snapshots': (call: VolumeCall): Reply => listed(call, false),
  'GET /snapshots/detail': (call: VolumeCall): Reply => listed(call, true),
  'POST /snapshots': newSnapshot,
  'GET /snapshots/{id}': (call: VolumeCall, id: string): Reply =>
    withSnapshot(call, id, (snapshot) => {
      call.world.clock.poll(id);
      return { status: 200, body: { snapshot: detail(call, snapshot) } };
    }),
  'PUT /snapshots/{id}': (call: VolumeCall, id: string): Reply =>
    withBody(call, schemas.changedSnapshot, (fields) => {
      const wrong = namedWrongly(fields);
      if (wrong) return wrong;
      return withSnapshot(call, id, (snapshot) => {
        Object.assign(snapshot, renamed(fields), { updated: call.world.clock.now() });
        return { status: 200, body: { snapshot: detail(call, snapshot) } };
      });
    }),
  'DELETE /snapshots/{id}': (call: VolumeCall, id: string): Reply =>
    withSnapshot(call, id, (snapshot) => deleteSnapshot(call, snapshot) ?? ownResponse(202)),
};
