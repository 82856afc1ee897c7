import { createHash } from 'node:crypto';
import { rootDeviceOn } from '../../compute/devices';
import { statusOf } from '../../compute/statuses';
import type { Flavor, Server } from '../../world';
import { isAdmin } from '../service';
import { type ComputeCall, isSince } from './call';
import { bookmark, linksTo } from './links';
import { addressesOf, securityGroupsField } from './network-view';
import { exact, time } from './times';

/**
 * Nova's numbers: 1 running, 3 paused, 4 shut down. Nova's fake driver does not say that it has paused or suspended a
 * guest, and after a rescue its guest stays shut down.
 */
function powerState({ vmState, host }: Server): number {
  if (vmState === 'building') return 0;
  if (vmState === 'stopped') return 4;
  if (host.driver === 'fake') return vmState === 'rescued' ? 4 : 1;
  if (vmState === 'suspended') return 4;
  return vmState === 'paused' ? 3 : 1;
}

/** Nova's own scramble of the host's name, which tells a tenant only whether two servers are on one host. */
export const hostIdOf = ({ identity, host }: Server, name: string = host.name): string =>
  name === '' ? '' : scrambled(identity.projectId + name);

/** A list asks for the same ones over and over. */
const known = new Map<string, string>();

function scrambled(text: string): string {
  const found = known.get(text) ?? createHash('sha224').update(text).digest('hex');
  known.set(text, found);
  return found;
}

/** What some microversion on are shown with. */
const sinceOf =
  (call: ComputeCall) =>
  (minor: number, fields: () => object): object =>
    isSince(call, minor) ? fields() : {};

/** From 2.47 on a flavor is shown as it was when the server was made, and without its id. */
const flavorView = (call: ComputeCall, { id, name, ...flavor }: Flavor): object =>
  isSince(call, 47)
    ? {
        vcpus: flavor.vcpus,
        ram: flavor.ram,
        disk: flavor.disk,
        ephemeral: flavor.ephemeral,
        swap: flavor.swap,
        original_name: name,
        extra_specs: flavor.extraSpecs,
      }
    : { id, links: [bookmark(call, 'flavors', id)] };

const progressing = ['ACTIVE', 'BUILD', 'REBUILD', 'RESIZE', 'VERIFY_RESIZE'];

/** For admins only. */
const extendedAttributes = (call: ComputeCall, server: Server): object => {
  const { host, number } = server;
  return {
    'OS-EXT-SRV-ATTR:host': host.name || null,
    'OS-EXT-SRV-ATTR:instance_name': `instance-${number.toString(16).padStart(8, '0')}`,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': host.name || null,
    ...sinceOf(call)(3, () => ({
      'OS-EXT-SRV-ATTR:reservation_id': server.reservationId,
      'OS-EXT-SRV-ATTR:launch_index': server.launchIndex,
      'OS-EXT-SRV-ATTR:hostname': server.hostname,
      'OS-EXT-SRV-ATTR:kernel_id': '',
      'OS-EXT-SRV-ATTR:ramdisk_id': '',
      'OS-EXT-SRV-ATTR:root_device_name': rootDeviceOn(host),
      'OS-EXT-SRV-ATTR:user_data': server.userData,
    })),
  };
};

/** What a GET shows, and from 2.75 on the answer to a PUT or a rebuild. */
function furtherView(call: ComputeCall, server: Server): object {
  const since = sinceOf(call);
  const when = (milliseconds: number | null) => (milliseconds === null ? null : exact(milliseconds));
  return {
    'OS-EXT-AZ:availability_zone': server.host.zone || server.requestedZone,
    config_drive: server.configDrive,
    key_name: server.keyName,
    'OS-SRV-USG:launched_at': when(server.launchedAt),
    'OS-SRV-USG:terminated_at': when(server.terminatedAt),
    ...(isAdmin(call) && extendedAttributes(call, server)),
    'OS-EXT-STS:task_state': server.taskState,
    'OS-EXT-STS:vm_state': server.vmState,
    'OS-EXT-STS:power_state': powerState(server),
    'os-extended-volumes:volumes_attached': server.attachments.map(({ volume, deleteOnTermination }) => ({
      id: volume.id,
      ...since(3, () => ({ delete_on_termination: deleteOnTermination })),
    })),
    ...securityGroupsField(call.world.network, server.id),
    ...(isAdmin(call) && since(16, () => ({ host_status: server.host.name === '' ? '' : 'UP' }))),
  };
}

/** A server as lists without details show it. */
export const briefView = (call: ComputeCall, { id, name }: Server): object => ({
  id,
  name,
  links: linksTo(call, 'servers', id),
});

/**
 * A server as GET shows it. Source: API reference, Show Server Details; nova/api/openstack/compute/views/servers.py@26.2.2.
 * @param isFurther whether it is shown with all that a GET shows: without, it is what PUT answers before 2.75
 */
export function serverView(call: ComputeCall, server: Server, isFurther = true): object {
  const since = sinceOf(call);
  const { identity } = server;
  const status = statusOf(server);
  const image = call.behaviour.shownImage(server);
  return {
    id: server.id,
    name: server.name,
    status,
    tenant_id: identity.projectId,
    user_id: identity.userId,
    metadata: server.metadata,
    hostId: hostIdOf(server),
    image: image === '' ? '' : { id: image, links: [bookmark(call, 'images', image)] },
    flavor: flavorView(call, server.flavor),
    created: time(server.created),
    updated: time(server.updated),
    addresses: addressesOf(call.world.network, server.id, isFurther),
    accessIPv4: server.accessIPv4,
    accessIPv6: server.accessIPv6,
    links: linksTo(call, 'servers', server.id),
    'OS-DCF:diskConfig': server.diskConfig,
    ...(['ERROR', 'DELETED'].includes(status) &&
      server.fault && {
        fault: {
          code: server.fault.code,
          created: time(server.fault.created),
          message: server.fault.message,
        },
      }),
    ...(progressing.includes(status) && { progress: 0 }),
    ...(isFurther && furtherView(call, server)),
    ...since(9, () => ({ locked: server.lockedBy !== null })),
    ...since(73, () => ({ locked_reason: server.lockedReason })),
    ...since(19, () => ({ description: server.description })),
    ...since(26, () => ({ tags: server.tags })),
    ...since(63, () => ({ trusted_image_certificates: server.trustedCerts })),
    ...since(90, () => ({ 'OS-EXT-SRV-ATTR:hostname': server.hostname })),
  };
}

/** The same by itself, not in a list. */
export const singleView = (call: ComputeCall, server: Server, isFurther = true): object => ({
  ...serverView(call, server, isFurther),
  ...sinceOf(call)(71, () => ({ server_groups: [] })),
});
