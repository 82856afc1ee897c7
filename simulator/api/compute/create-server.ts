import { recordAction } from '../../compute/actions';
import { freeDevice, rootDeviceOn } from '../../compute/devices';
import { keypairOf } from '../../compute/keypairs';
import { hostnameOf, newAttachment, newServer } from '../../compute/new-server';
import { overQuota } from '../../compute/quotas';
import { requestPorts } from '../../compute/server-ports';
import { addServer } from '../../compute/server-tables';
import { badRequest, type Fault, forbidden, isFault } from '../../fault';
import type { Requested } from '../../network/tables';
import { type Flavor, type Host, type Image, nowhere, type Server } from '../../world';
import { visibleImage } from '../image';
import { isTrue } from '../is-true';
import { notSimulated, type Reply, recordOf, textOr, within } from '../message';
import { type BlockDevice, blockDevices, withDevicesOf, wrongLocals, wrongSequence } from './block-devices';
import { type ReadyVolume, readyVolumes } from './boot-volumes';
import { type ComputeCall, faultReply, isSince } from './call';
import { tooSmall } from './flavor-fits';
import { flavorFor } from './flavors';
import { linksTo, selfLink } from './links';
import { type Place, placeOf, schedule } from './placing';
import { requestedNetworks } from './requested-networks';
import { createServerSchema } from './schemas/create-server-schema';
import { texts } from './server-labels';
import { shaped } from './shaped';

/** POST /servers. Source: create in nova/api/openstack/compute/servers.py and nova/compute/api.py@26.2.2. */

/** All that is known to be right before anything is made. */
interface Plan {
  readonly wanted: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly flavor: Flavor;
  readonly place: Place;
  readonly host: Host;
  /** The image that the request names. */
  readonly image: Image | undefined;
  /** Those that Nova keeps with the server: of the image that is named, else of the root volume. */
  readonly properties: Image['properties'];
  readonly volumes: readonly ReadyVolume[];
  /** Networks and security groups. */
  readonly requested: Requested;
}

/** As many as can be: all that are asked for. */
function countOf({ min_count, max_count }: Plan['wanted']): number | Fault {
  const least = Number(min_count ?? 1);
  const most = Number(max_count ?? least);
  return least > most ? badRequest('min_count must be <= max_count') : most;
}

/** The image of the request, and the disks, in the order in which Nova looks at them. */
function planDisks(
  call: ComputeCall,
  { wanted, flavor }: Pick<Plan, 'wanted' | 'flavor'>,
  asked: readonly BlockDevice[],
): Pick<Plan, 'image' | 'properties' | 'volumes'> | Fault {
  const imageRef = textOr(wanted.imageRef, '');
  const image = visibleImage(call, imageRef);
  if (imageRef !== '' && !image) return badRequest('Can not find requested image');
  const devices = withDevicesOf(image, asked);
  if (isFault(devices)) return devices;
  const volumes = readyVolumes(call, devices);
  if (isFault(volumes)) return volumes;
  const root = volumes.find(({ device }) => device.bootIndex === 0);
  const small = image && tooSmall(flavor, image, root === undefined);
  const fault = small ?? wrongSequence(devices) ?? wrongLocals(devices);
  // Too long for what Nova keeps of a server.
  const { block_device_mapping: _, ...properties } = { ...(image ?? root)?.properties };
  return fault ?? { image, volumes, properties };
}

function planOf(call: ComputeCall): Plan | Fault {
  const wanted = within(call.json, 'server');
  const count = countOf(wanted);
  if (isFault(count)) return count;
  const place = placeOf(call, wanted);
  if (isFault(place)) return place;
  const devices = blockDevices(wanted);
  if (isFault(devices)) return devices;
  const flavor = flavorFor(call, String(wanted.flavorRef));
  if (!flavor) return badRequest(`Flavor ${wanted.flavorRef} could not be found.`);
  if (wanted.key_name !== undefined && !keypairOf(call.world, call.caller.userId, String(wanted.key_name))) {
    return badRequest('Invalid key_name provided.');
  }
  const disks = planDisks(call, { wanted, flavor }, devices);
  if (isFault(disks)) return disks;
  if (count > 1 && wanted.hostname !== undefined) {
    return badRequest('Unable to allocate a single hostname to multiple instances');
  }
  if (count > 1 && disks.volumes.some(({ device }) => device.source === 'volume')) {
    return badRequest('Cannot attach one or more volumes to multiple instances');
  }
  const requested = requestedNetworks(call, wanted, count);
  if (isFault(requested)) return requested;
  const over = overQuota(call.world, call.caller.projectId, {
    instances: count,
    cores: count * flavor.vcpus,
    ram: count * flavor.ram,
  });
  if (over !== undefined) return forbidden(over);
  return { wanted, count, flavor, place, host: schedule(call, flavor, place, disks.properties), requested, ...disks };
}

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
