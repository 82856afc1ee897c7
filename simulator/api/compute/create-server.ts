import { finishAction, recordAction } from '../../compute/actions';
import { boot, usualGuest } from '../../compute/console';
import { badRequest } from '../../fault';
import { COMPUTE_RESCUE_BFV, type Flavor, type Host, type Image, nowhere, type Server } from '../../world';
import { visibleImage } from '../image';
import { notSimulated, type Reply, recordOf, textOr, within } from '../message';
import { type ComputeCall, faultReply } from './call';
import { type RootVolume, rootVolumes } from './root-volume';

const buildTakes = 1000;

/** The memory of a host, in MiB. */
const room = 64 * 1024;

/** The host that the scheduler picks: in the zone, with room, and with the traits that the flavor asks for. */
function schedule(call: ComputeCall, { ram, extraSpecs }: Flavor, zone: unknown): Host {
  const wanted = extraSpecs[`trait:${COMPUTE_RESCUE_BFV}`];
  const fits = (host: Host) => {
    const reports = call.behaviour.traitsOf(host).includes(COMPUTE_RESCUE_BFV);
    return (zone === undefined || host.zone === zone) && (wanted === undefined || (wanted === 'required') === reports);
  };
  return (ram <= room && call.world.hosts.find(fits)) || nowhere;
}

/** POST /servers. Source: API reference, Create Server. */
export function createServer(call: ComputeCall): Reply {
  const { world } = call;
  const wanted = within(call.json, 'server');
  const refuse = (message: string) => faultReply(call, badRequest(message));

  const flavor = world.flavors.get(textOr(wanted.flavorRef, ''));
  if (!flavor) return refuse(`Flavor ${wanted.flavorRef} could not be found.`);
  const zone = wanted.availability_zone;
  if (zone !== undefined && !world.hosts.some((host) => host.zone === zone)) {
    return refuse('The requested availability zone is not available');
  }
  const imageRef = textOr(wanted.imageRef, '');
  const image = visibleImage(call, imageRef);
  if (imageRef !== '' && !image) return refuse('Can not find requested image');

  const host = schedule(call, flavor, zone);
  const name = textOr(wanted.name, '');
  const mappings = Array.isArray(wanted.block_device_mapping_v2) ? wanted.block_device_mapping_v2.map(recordOf) : [];
  const [mapping, ...more] = mappings;
  if (!mapping) {
    if (!image) return refuse('Block Device Mapping is Invalid: there is nothing to boot from.');
    return build(call, { name, flavor, host, image, root: undefined, deleteOnTermination: false });
  }
  const makeRoot = rootVolumes[String(mapping.source_type)];
  if (!makeRoot || more.length > 0) return notSimulated('a server with other volumes than one root volume');
  const root = makeRoot(call, mapping);
  if (typeof root === 'string') return refuse(root);
  const deleteOnTermination = mapping.delete_on_termination === true;
  return build(call, { name, flavor, host, image, root, deleteOnTermination });
}

interface Plan {
  readonly name: string;
  readonly flavor: Flavor;
  readonly host: Host;
  /** The image that the request names. */
  readonly image: Image | undefined;
  readonly root: RootVolume | undefined;
  readonly deleteOnTermination: boolean;
}

function build(call: ComputeCall, { name, flavor, host, image, root, deleteOnTermination }: Plan): Reply {
  const { world, caller, requestId } = call;
  const now = world.clock.now();
  const imageProperties = image?.properties ?? root?.properties ?? {};
  const server: Server = {
    id: world.identifiers.uuid(),
    name,
    identity: caller,
    host,
    flavor,
    created: now,
    updated: now,
    imageRef: image?.id ?? '',
    systemMetadata: { imageProperties, baseImageRef: imageProperties.base_image_ref ?? image?.id ?? '' },
    isVolumeBacked: root !== undefined,
    rootImageRef: root?.imageRef ?? '',
    disk: root === undefined && image ? image.data : Buffer.alloc(0),
    attachments: root ? [{ volume: root.volume, device: '/dev/vda', deleteOnTermination }] : [],
    vmState: 'building',
    taskState: 'spawning',
    launchedAt: null,
    lockedBy: null,
    fault: null,
    actions: [],
    console: '',
  };
  if (root) root.volume.status = 'in-use';
  world.servers.set(server.id, server);
  const action = recordAction(world, server, 'create', requestId, caller);
  world.clock.schedule(buildTakes, () => {
    server.taskState = null;
    server.updated = world.clock.now();
    if (host === nowhere) {
      server.vmState = 'error';
      const message = 'No valid host was found. There are not enough hosts available.';
      server.fault = { code: 500, message, created: world.clock.now() };
      return;
    }
    server.vmState = 'active';
    server.launchedAt = world.clock.now();
    boot(server, usualGuest(server));
    finishAction(world, action, 'compute__do_build_and_run_instance');
  });
  return { status: 202, body: { server: { id: server.id, adminPass: world.identifiers.password() } } };
}
