import { recordAction } from '../../compute/actions';
import { freeDevice, rootDeviceOn } from '../../compute/devices';
import { hostnameOf, newAttachment, newServer } from '../../compute/new-server';
import { requestPorts } from '../../compute/server-ports';
import { addServer } from '../../compute/server-tables';
import { isFault } from '../../fault';
import { nowhere, type Server } from '../../world';
import { isTrue } from '../is-true';
import { notSimulated, type Reply, recordOf, textOr } from '../message';
import { type ComputeCall, faultReply, isSince } from './call';
import { linksTo, selfLink } from './links';
import { createServerSchema } from './schemas/create-server-schema';
import { texts } from './server-labels';
import { type Plan, planOf } from './server-plan';
import { shaped } from './shaped';

/** POST /servers. Source: create in nova/api/openstack/compute/servers.py and nova/compute/api.py@26.2.2. */

/**
 * The device names of volumes: those that the request gives, else the next letters; libvirt always takes those. Without a
 * host no volume is made, and one that is there is kept for nothing.
 */
function attachmentsOf({ world }: ComputeCall, { volumes, host }: Plan): Server['attachments'] {
  const isPlaced = host !== nowhere;
  const root = volumes.find(({ device }) => device.bootIndex === 0);
  const ordered = root ? [root, ...volumes.filter((one) => one !== root)] : volumes;
  const inOrder = isPlaced ? ordered : ordered.filter(({ device }) => device.source === 'volume');
  const named = inOrder.map(({ device }) =>
    device === root?.device || device.device === undefined || host.driver === 'libvirt'
      ? undefined
      : device.device.replace(/^(?!\/dev\/)/, '/dev/'),
  );
  const taken = [rootDeviceOn(host), ...named.flatMap((name) => name ?? [])];
  return inOrder.map(({ take, device }, index) => {
    const volume = take();
    volume.status = isPlaced ? 'in-use' : 'reserved';
    const { deleteOnTermination, tag } = device;
    const name = device === root?.device ? rootDeviceOn(host) : (named[index] ?? freeDevice(host, taken));
    taken.push(name);
    return newAttachment(world, volume, name, { deleteOnTermination, tag });
  });
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Makes one of the servers, the building of which then begins. */
function build(call: ComputeCall, plan: Plan, index: number, reservation: Partial<Server>): Server {
  const { world, caller, requestId } = call;
  const { wanted, image, properties, volumes, place } = plan;
  const root = volumes.find(({ device }) => device.bootIndex === 0);
  const own = textOr(wanted.name, '').trim();
  const name = plan.count > 1 ? `${own}-${index + 1}` : own;
  const attachments = attachmentsOf(call, plan);
  const certificates = wanted.trusted_image_certificates;
  const server = newServer(world, {
    ...reservation,
    name,
    identity: caller,
    host: plan.host,
    flavor: plan.flavor,
    requestedZone: place.zone,
    launchIndex: index,
    // Before 2.19 nobody could give one, and it was the name.
    description: isSince(call, 19) ? textOrNull(wanted.description) : own,
    accessIPv4: textOr(wanted.accessIPv4, ''),
    accessIPv6: textOr(wanted.accessIPv6, ''),
    diskConfig: wanted['OS-DCF:diskConfig'] === 'AUTO' ? 'AUTO' : 'MANUAL',
    configDrive: isTrue(wanted.config_drive) ? 'True' : '',
    keyName: textOrNull(wanted.key_name),
    userData: textOrNull(wanted.user_data),
    trustedCerts: Array.isArray(certificates) ? certificates.map(String) : null,
    tags: Array.isArray(wanted.tags) ? [...new Set(wanted.tags.map(String))].sort() : [],
    imageRef: image?.id ?? '',
    systemMetadata: { imageProperties: properties, baseImageRef: properties.base_image_ref ?? '' },
    isVolumeBacked: root !== undefined,
    rootImageRef: root?.imageRef ?? '',
    disk: root === undefined && image ? image.data : Buffer.alloc(0),
    attachments,
    metadata: texts(recordOf(wanted.metadata)),
  });
  server.hostname = textOr(wanted.hostname, hostnameOf(name, server.id));
  addServer(world, server);
  requestPorts(world, server.id, plan.requested);
  recordAction(world, server, 'create', requestId, caller);
  world.clock.schedule({ kind: 'build', id: server.id, requestId });
  return server;
}

function create(call: ComputeCall): Reply {
  const hints = recordOf(recordOf(call.json)['os:scheduler_hints']);
  if (hints.group !== undefined) return notSimulated('a server in a server group');
  const plan = planOf(call);
  if (isFault(plan)) return faultReply(call, plan);
  const first = build(call, plan, 0, {});
  const { reservationId } = first;
  for (let index = 1; index < plan.count; index += 1) build(call, plan, index, { reservationId });
  const { wanted } = plan;
  if (isTrue(wanted.return_reservation_id)) return { status: 202, body: { reservation_id: reservationId } };
  const server = {
    id: first.id,
    links: linksTo(call, 'servers', first.id),
    'OS-DCF:diskConfig': first.diskConfig,
    security_groups: wanted.security_groups ?? [{ name: 'default' }],
    adminPass: textOr(wanted.adminPass, call.world.identifiers.password()),
  };
  return { status: 202, headers: { Location: selfLink(call, 'servers', first.id) }, body: { server } };
}

export const createServer = shaped(createServerSchema, create);
