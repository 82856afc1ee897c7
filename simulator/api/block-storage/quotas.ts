import { forbidden } from '../../fault';
import { isTrue } from '../is-true';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { faultReply, forAdmins, refuse, type VolumeCall, withBody, wrongInput } from './call';
import { nothing } from './empty';
import { schemas } from './schemas';

/** What projects may have, and have. Source: cinder/api/contrib/quotas.py and cinder/quota.py@21.3, as observed. */

const kept = ['volumes', 'per_volume_gigabytes', 'snapshots', 'gigabytes', 'backups', 'backup_gigabytes'];
const ofTypes = ['volumes', 'gigabytes', 'snapshots'];

const resources = (call: VolumeCall): readonly string[] => [
  ...kept,
  ...[...call.world.volumeTypes.values()].flatMap(({ name }) => ofTypes.map((resource) => `${resource}_${name}`)),
  'groups',
];

/** −1 where nothing is set: as much as it likes. */
const limitOf = (call: Pick<VolumeCall, 'world'>, projectId: string, resource: string): number =>
  call.world.volumeQuotas.get(projectId)?.[resource] ?? -1;

function usageOf({ world }: Pick<VolumeCall, 'world'>, project: string): (resource: string) => number {
  const volumes = [...world.volumes.values()].filter(({ projectId }) => projectId === project);
  const snapshots = [...world.volumeSnapshots.values()].filter(({ projectId }) => projectId === project);
  const typeOf = new Map(volumes.map(({ id, type }) => [id, type.name]));
  return (resource) => {
    const [kind = '', ...rest] = resource.split('_');
    const type = rest.join('_');
    const ofType = (volumeId: string) => type === '' || typeOf.get(volumeId) === type;
    const mine = volumes.filter(({ id }) => ofType(id));
    const snapped = snapshots.filter(({ volumeId }) => ofType(volumeId));
    if (kind === 'volumes') return mine.length;
    if (kind === 'snapshots') return snapped.length;
    return kind === 'gigabytes' ? [...mine, ...snapped].reduce((sum, { size }) => sum + size, 0) : 0;
  };
}

const limitNames: Readonly<Record<string, string>> = { volumes: 'Volume', snapshots: 'Snapshot' };

/** The refusal where a project would have more than it may. */
export function exceeded(
  call: Pick<VolumeCall, 'world' | 'caller'>,
  more: Readonly<Record<string, number>>,
): Reply | undefined {
  const { projectId } = call.caller;
  const used = usageOf(call, projectId);
  const over = Object.entries(more).find(([resource, amount]) => {
    const limit = limitOf(call, projectId, resource);
    return limit >= 0 && used(resource) + amount > limit;
  });
  if (!over) return undefined;
  const [resource, amount] = over;
  const limit = limitOf(call, projectId, resource);
  const name = limitNames[resource];
  const message = name
    ? `${name}LimitExceeded: Maximum number of ${resource} allowed (${limit}) exceeded for quota '${resource}'.`
    : `VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested ${amount}G, quota is ${limit}G and ${used(resource)}G has been consumed.`;
  return {
    status: 413,
    headers: { 'Retry-After': '0' },
    body: { overLimit: { code: 413, message, retryAfter: '0' } },
  };
}

/** The limits of a project, with what it uses of them where that is asked for. */
function quotaSet(call: VolumeCall, projectId: string, withUsage: boolean): Reply {
  const used = usageOf(call, projectId);
  const entries = resources(call).map((resource) => {
    const limit = limitOf(call, projectId, resource);
    return [resource, withUsage ? { limit, in_use: used(resource), reserved: 0 } : limit];
  });
  return { status: 200, body: { quota_set: { ...Object.fromEntries(entries), id: projectId } } };
}

const forOwn = (call: VolumeCall, projectId: string, answer: () => Reply): Reply =>
  isAdmin(call) || projectId === call.caller.projectId
    ? answer()
    : faultReply(forbidden("Policy doesn't allow volume_extension:quotas:show to be performed."));

function setQuotas(call: VolumeCall, projectId: string, fields: Readonly<Record<string, unknown>>): Reply {
  const given = Object.entries(fields).filter(([key]) => key !== 'tenant_id' && key !== 'id');
  const known = resources(call);
  const bad = given.filter(([key]) => !known.includes(key)).map(([key]) => key);
  if (bad.length > 0) return wrongInput(`Bad key(s) in quota set: ${bad.join(', ')}`);
  for (const [key, value] of given) {
    if (!/^-?\d+$/.test(String(value))) return refuse(`${key} must be an integer`);
    if (Number(value) < -1) return refuse(`${key} must be >= -1`);
  }
  const { volumeQuotas } = call.world;
  const set = Object.fromEntries(given.map(([key, value]) => [key, Number(value)]));
  volumeQuotas.set(projectId, { ...volumeQuotas.get(projectId), ...set });
  const limits = resources(call).map((resource) => [resource, limitOf(call, projectId, resource)]);
  return { status: 200, body: { quota_set: Object.fromEntries(limits) } };
}

export const quotaRoutes = {
  'GET /os-quota-sets/{id}': (call: VolumeCall, id: string): Reply =>
    forOwn(call, id, () => quotaSet(call, id, isTrue(call.request.query.get('usage')))),
  'GET /os-quota-sets/{id}/defaults': (call: VolumeCall, id: string): Reply =>
    forOwn(call, id, () => {
      const entries = resources(call).map((resource) => [resource, -1]);
      return { status: 200, body: { quota_set: { ...Object.fromEntries(entries), id } } };
    }),
  'PUT /os-quota-sets/{id}': (call: VolumeCall, id: string): Reply =>
    withBody(call, schemas.quotas, (fields) =>
      forAdmins(call, 'volume_extension:quotas:update', () => setQuotas(call, id, fields)),
    ),
  'DELETE /os-quota-sets/{id}': (call: VolumeCall, id: string): Reply =>
    forAdmins(call, 'volume_extension:quotas:delete', () => {
      call.world.volumeQuotas.delete(id);
      return nothing(200);
    }),
  'GET /limits': (call: VolumeCall): Reply => {
    const { projectId } = call.caller;
    const used = usageOf(call, projectId);
    const limit = (resource: string) => limitOf(call, projectId, resource);
    const absolute = {
      maxTotalVolumes: limit('volumes'),
      maxTotalSnapshots: limit('snapshots'),
      maxTotalVolumeGigabytes: limit('gigabytes'),
      maxTotalBackups: limit('backups'),
      maxTotalBackupGigabytes: limit('backup_gigabytes'),
      totalVolumesUsed: used('volumes'),
      totalGigabytesUsed: used('gigabytes'),
      totalSnapshotsUsed: used('snapshots'),
      totalBackupsUsed: 0,
      totalBackupGigabytesUsed: 0,
    };
    return { status: 200, body: { limits: { rate: [], absolute } } };
  },
};
