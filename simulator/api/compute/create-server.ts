import { recordAction } from '../../compute/actions';
import { newAttachment, newServer } from '../../compute/new-server';
import { requestPorts } from '../../compute/server-ports';
import { addServer } from '../../compute/server-tables';
import { badRequest } from '../../fault';
import type { Requested } from '../../network/tables';
import { COMPUTE_SECURITY_TPM_2_0, type Flavor, type Host, type Image, nowhere } from '../../world';
import { visibleImage } from '../image';
import { notSimulated, type Reply, recordOf, textOr, within } from '../message';
import { type ComputeCall, faultReply } from './call';
import { requestedNetworks } from './requested-networks';
import { type RootVolume, rootVolumes } from './root-volume';
import { texts } from './server-labels';

/** The traits that an image asks of a host. Source: Nova's user guide, Placement request filters; Emulated TPM. */
function traitsAsked(properties: Image['properties']): readonly string[] {
  const required = Object.entries(properties).filter(([key, value]) => /^trait:/.test(key) && value === 'required');
  const tpm = properties.hw_tpm_version === '2.0' ? [COMPUTE_SECURITY_TPM_2_0] : [];
  return [...required.map(([key]) => key.slice('trait:'.length)), ...tpm];
}

/** The host that the scheduler picks: the first in the zone that has room and the traits that are asked for. */
function schedule({ world }: ComputeCall, { ram }: Flavor, zone: unknown, asked: readonly string[]): Host {
  const fits = ({ zone: own, traits, memory }: Host) =>
    (zone === undefined || own === zone) && ram <= memory && asked.every((trait) => traits.includes(trait));
  return world.hosts.find(fits) ?? nowhere;
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

  const requested = requestedNetworks(call, wanted);
  if ('message' in requested) return faultReply(call, requested);
  const name = textOr(wanted.name, '');
  const mappings = Array.isArray(wanted.block_device_mapping_v2) ? wanted.block_device_mapping_v2.map(recordOf) : [];
  const [mapping, ...more] = mappings;
  if (!mapping) {
    if (!image) return refuse('Block Device Mapping is Invalid: there is nothing to boot from.');
    const { properties } = image;
    const host = schedule(call, flavor, zone, traitsAsked(properties));
    return build(call, {
      name,
      requested,
      flavor,
      host,
      image,
      root: undefined,
      properties,
      deleteOnTermination: false,
    });
  }
  const makeRoot = rootVolumes[String(mapping.source_type)];
  if (!makeRoot || more.length > 0) return notSimulated('a server with other volumes than one root volume');
  const root = makeRoot(call, mapping);
  if (typeof root === 'string') return refuse(root);
  const deleteOnTermination = mapping.delete_on_termination === true;
  const { properties } = image ?? root;
  const host = schedule(call, flavor, zone, traitsAsked(properties));
  return build(call, { name, requested, flavor, host, image, root, properties, deleteOnTermination });
}

interface Plan {
  readonly name: string;
  readonly requested: Requested;
  readonly flavor: Flavor;
  readonly host: Host;
  /** The image that the request names. */
  readonly image: Image | undefined;
  readonly root: RootVolume | undefined;
  /** Those that Nova keeps with the server: of the image that is named, else of the root volume. */
  readonly properties: Readonly<Record<string, string>>;
  readonly deleteOnTermination: boolean;
}

function build(
  call: ComputeCall,
  { name, requested, flavor, host, image, root, properties, deleteOnTermination }: Plan,
): Reply {
  const { world, caller, requestId } = call;
  const server = newServer(world, {
    name,
    identity: caller,
    host,
    flavor,
    imageRef: image?.id ?? '',
    systemMetadata: { imageProperties: properties, baseImageRef: properties.base_image_ref ?? '' },
    isVolumeBacked: root !== undefined,
    rootImageRef: root?.imageRef ?? '',
    disk: root === undefined && image ? image.data : Buffer.alloc(0),
    attachments: root ? [newAttachment(world, root.volume, '/dev/vda', { deleteOnTermination })] : [],
    metadata: texts(recordOf(within(call.json, 'server').metadata)),
  });
  if (root) root.volume.status = 'in-use';
  addServer(world, server);
  requestPorts(world, server.id, requested);
  recordAction(world, server, 'create', requestId, caller);
  world.clock.schedule({ kind: 'build', id: server.id, requestId });
  return { status: 202, body: { server: { id: server.id, adminPass: world.identifiers.password() } } };
}
