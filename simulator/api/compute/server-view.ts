import { createHash } from 'node:crypto';
import { compare, type Microversion } from '../../microversion';
import type { InstanceAction, Server, VmState } from '../../world';

const statuses: Readonly<Record<VmState, string>> = {
  building: 'BUILD',
  active: 'ACTIVE',
  stopped: 'SHUTOFF',
  paused: 'PAUSED',
  suspended: 'SUSPENDED',
  rescued: 'RESCUE',
  error: 'ERROR',
};

/** Nova's numbers: 1 running, 3 paused, 4 shut down. After a rescue the fake driver's guest stays shut down. */
function powerState({ vmState, host }: Server): number {
  if (vmState === 'building') return 0;
  if (vmState === 'paused') return 3;
  const off = vmState === 'stopped' || vmState === 'suspended' || (vmState === 'rescued' && host.driver === 'fake');
  return off ? 4 : 1;
}

const time = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** Nova's own scramble of the host's name, which tells a tenant only whether two servers are on one host. */
const hostIdOf = ({ identity, host }: Server) =>
  host.name === ''
    ? ''
    : createHash('sha224')
        .update(identity.projectId + host.name)
        .digest('hex');

/**
 * A server as GET shows it. Source: API reference, Show Server Details; the microversion history.
 * @param image what it is to show as its image; empty for none
 */
export function serverView(server: Server, microversion: Microversion, forAdmin: boolean, image: string): object {
  const since = (minor: number, fields: object) => (compare(microversion, [2, minor]) >= 0 ? fields : {});
  const { flavor, host, identity } = server;
  return {
    id: server.id,
    name: server.name,
    status: statuses[server.vmState],
    tenant_id: identity.projectId,
    user_id: identity.userId,
    hostId: hostIdOf(server),
    image: image === '' ? '' : { id: image },
    flavor:
      compare(microversion, [2, 47]) >= 0
        ? { original_name: flavor.name, ram: flavor.ram, disk: flavor.disk, vcpus: flavor.vcpus }
        : { id: flavor.id },
    created: time(server.created),
    updated: time(server.updated),
    addresses: {},
    metadata: server.metadata,
    progress: 0,
    'OS-DCF:diskConfig': 'MANUAL',
    'OS-EXT-AZ:availability_zone': host.zone,
    'OS-EXT-STS:vm_state': server.vmState,
    'OS-EXT-STS:task_state': server.taskState,
    'OS-EXT-STS:power_state': powerState(server),
    'OS-SRV-USG:launched_at': server.launchedAt === null ? null : time(server.launchedAt).slice(0, -1),
    'os-extended-volumes:volumes_attached': server.attachments.map(({ volume, deleteOnTermination }) => ({
      id: volume.id,
      ...since(3, { delete_on_termination: deleteOnTermination }),
    })),
    ...since(9, { locked: server.lockedBy !== null }),
    ...since(19, { description: null }),
    ...since(26, { tags: server.tags }),
    ...since(73, { locked_reason: null }),
    ...(server.vmState === 'error' &&
      server.fault && {
        fault: { code: server.fault.code, message: server.fault.message, created: time(server.fault.created) },
      }),
    ...(forAdmin && {
      'OS-EXT-SRV-ATTR:host': host.name || null,
      'OS-EXT-SRV-ATTR:hypervisor_hostname': host.name || null,
    }),
  };
}

const exact = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}.000000`;

/** An action as os-instance-actions lists it: `updated_at` from 2.58. */
export const actionView = (server: Server, action: InstanceAction, microversion: Microversion): object => ({
  action: action.action,
  instance_uuid: server.id,
  request_id: action.requestId,
  user_id: action.userId,
  project_id: action.projectId,
  start_time: exact(action.start),
  message: action.message,
  ...(compare(microversion, [2, 58]) >= 0 && { updated_at: exact(action.updated) }),
});

/**
 * An action as it is shown by itself, with its events: for owners from 2.51. The host is told from 2.62, scrambled to
 * owners; the details from 2.84, to admins. Source: nova/api/openstack/compute/instance_actions.py@26.2.2.
 */
export function actionDetailView(
  server: Server,
  action: InstanceAction,
  microversion: Microversion,
  forAdmin: boolean,
): object {
  const since = (minor: number, fields: object) => (compare(microversion, [2, minor]) >= 0 ? fields : {});
  const events = action.events.map(({ event, start, finish, result, details }) => ({
    event,
    start_time: exact(start),
    finish_time: exact(finish),
    result,
    ...(forAdmin && {
      traceback: details === null ? null : 'the simulator has no traceback',
      ...since(62, { host: server.host.name }),
    }),
    ...since(62, { hostId: hostIdOf(server) }),
    ...(forAdmin && since(84, { details })),
  }));
  return { ...actionView(server, action, microversion), ...(forAdmin ? { events } : since(51, { events })) };
}
