import { finishAction, recordAction } from '../../compute/actions';
import { boot, usualGuest } from '../../compute/console';
import { badRequest } from '../../rescue/refusals';
import { type Attachment, COMPUTE_RESCUE_BFV, type Flavor, type Host, type Image, type Server } from '../../world';
import { createVolume } from '../block-storage';
import { visibleImage } from '../image';
import { isRecord, type Reply, textOr, within } from '../message';
import { type ComputeCall, faultReply } from './call';

const buildTakes = 1000;

interface RootDisk {
  readonly attachments: readonly Attachment[];
  /** The image whose properties Nova keeps with the server. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Makes the root volume that block_device_mapping_v2 asks for. A string says what is wrong with it. */
function rootVolume(call: ComputeCall, mapping: Readonly<Record<string, unknown>>): RootDisk | string {
  const { world, caller } = call;
  const deleteOnTermination = mapping.delete_on_termination === true;
  const ref = textOr(mapping.uuid, '');
  const attach = (volumeId: string): readonly Attachment[] => [{ volumeId, device: '/dev/vda', deleteOnTermination }];
  const fresh = (imageRef: string | undefined) =>
    createVolume(world, { name: '', projectId: caller.projectId, size: Number(mapping.volume_size ?? 1), imageRef });

  if (mapping.source_type === 'volume') {
    const volume = world.volumes.get(ref);
    if (volume?.projectId !== caller.projectId) return `Block Device Mapping is Invalid: failed to get volume ${ref}.`;
    volume.status = 'in-use';
    return { attachments: attach(volume.id), properties: volume.volumeImageMetadata };
  }
  const image = mapping.source_type === 'image' ? visibleImage(call, ref) : undefined;
  if (mapping.source_type === 'image' && !image) return `Block Device Mapping is Invalid: failed to get image ${ref}.`;
  const volume = fresh(image?.id);
  volume.status = 'in-use';
  return { attachments: attach(volume.id), properties: image?.properties ?? {} };
}

/** The host that the scheduler picks: in the zone that was asked for, with the traits that the flavor asks for. */
function schedule(call: ComputeCall, flavor: Flavor, zone: unknown): Host | undefined {
  const wanted = flavor.extraSpecs[`trait:${COMPUTE_RESCUE_BFV}`];
  return call.world.hosts.find((host) => {
    const reports = call.behaviour.traitsOf(host).includes(COMPUTE_RESCUE_BFV);
    return (zone === undefined || host.zone === zone) && (wanted === undefined || (wanted === 'required') === reports);
  });
}

/** POST /servers. Source: API reference, Create Server. */
export function createServer(call: ComputeCall): Reply {
  const { world, caller, requestId } = call;
  const wanted = within(call.json, 'server');
  const refuse = (message: string) => faultReply(call, badRequest(message));

  const flavor = world.flavors.get(textOr(wanted.flavorRef, ''));
  if (!flavor) return refuse(`Flavor ${wanted.flavorRef} could not be found.`);
  const imageRef = textOr(wanted.imageRef, '');
  const image: Image | undefined = visibleImage(call, imageRef);
  if (imageRef !== '' && !image) return refuse(`Image ${imageRef} could not be found.`);

  const mappings = wanted.block_device_mapping_v2;
  const mapping: unknown = Array.isArray(mappings) ? mappings[0] : undefined;
  const root = isRecord(mapping) ? rootVolume(call, mapping) : { attachments: [], properties: {} };
  if (typeof root === 'string') return refuse(root);
  if (!isRecord(mapping) && !image) return refuse('Block Device Mapping is Invalid: no bootable device.');

  const host = schedule(call, flavor, wanted.availability_zone);
  if (!host) return refuse('The requested availability zone is not available');

  const now = world.clock.now();
  const server: Server = {
    id: world.identifiers.uuid(),
    name: textOr(wanted.name, ''),
    identity: caller,
    host,
    flavor,
    created: now,
    updated: now,
    // As Nova shows it: a server made with a root volume names no image, even where the request did.
    imageRef: isRecord(mapping) ? '' : imageRef,
    systemMetadata: { imageProperties: image?.properties ?? root.properties, baseImageRef: imageRef },
    isVolumeBacked: isRecord(mapping),
    attachments: root.attachments,
    vmState: 'building',
    taskState: 'spawning',
    launchedAt: null,
    lockedBy: null,
    fault: null,
    actions: [],
    console: '',
  };
  world.servers.set(server.id, server);
  const action = recordAction(world, server, 'create', requestId, caller);
  world.clock.schedule(buildTakes, () => {
    server.vmState = 'active';
    server.taskState = null;
    server.launchedAt = server.updated = world.clock.now();
    boot(server, usualGuest(world, server));
    finishAction(world, action, 'compute__do_build_and_run_instance');
  });
  return { status: 202, body: { server: { id: server.id, adminPass: world.identifiers.password() } } };
}
