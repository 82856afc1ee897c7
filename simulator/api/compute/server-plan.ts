import { keypairOf } from '../../compute/keypairs';
import { overQuota } from '../../compute/quotas';
import { badRequest, type Fault, forbidden, isFault } from '../../fault';
import type { Requested } from '../../network/tables';
import type { Flavor, Host, Image } from '../../world';
import { visibleImage } from '../image';
import { recordOf, textOr, within } from '../message';
import { type BlockDevice, blockDevices, withDevicesOf, wrongLocals, wrongSequence } from './block-devices';
import { type ReadyVolume, readyVolumes, unbootable } from './boot-volumes';
import type { ComputeCall } from './call';
import { tooSmall } from './flavor-fits';
import { flavorFor } from './flavors';
import { hasZone, type Place, placeOf, schedule } from './placing';
import { requestedNetworks } from './requested-networks';

/** What is to be made of a request to create servers, or why nothing is. Source: create in nova/compute/api.py@26.2.2. */

/** All that is known to be right before anything is made. */
export interface Plan {
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

/** The image of the request, if it names one, and else what it boots from: is it there? */
function bootedFrom(
  call: ComputeCall,
  wanted: Plan['wanted'],
  devices: readonly BlockDevice[],
): Image | Fault | undefined {
  const imageRef = textOr(wanted.imageRef, '');
  if (imageRef !== '') return visibleImage(call, imageRef) ?? badRequest('Can not find requested image');
  if (wanted.trusted_image_certificates != null) {
    return badRequest('Image certificate validation is not supported when booting from volume');
  }
  return unbootable(call, devices);
}

/** The disks, in the order in which Nova looks at them. */
function planDisks(
  call: ComputeCall,
  { flavor, image, count }: Pick<Plan, 'flavor' | 'image' | 'count'>,
  asked: readonly BlockDevice[],
): Pick<Plan, 'properties' | 'volumes'> | Fault {
  if (count > 1 && asked.some(({ source }) => source === 'volume')) {
    return badRequest('Cannot attach one or more volumes to multiple instances');
  }
  const devices = withDevicesOf(image, asked);
  if (isFault(devices)) return devices;
  const volumes = readyVolumes(call, devices);
  if (isFault(volumes)) return volumes;
  const root = volumes.find(({ device }) => device.bootIndex === 0);
  const small = image && tooSmall(flavor, image, root === undefined);
  const fault = small ?? wrongSequence(devices) ?? wrongLocals(devices);
  // Too long for what Nova keeps of a server.
  const { block_device_mapping: _, ...properties } = { ...(image ?? root)?.properties };
  return fault ?? { volumes, properties };
}

const launching = (reason: string): Fault => badRequest(`Failed to launch instances: ${reason}`);

/** Why several servers cannot be made at once: only one can have what is asked for. */
function onlyForOne({ hostname, networks }: Plan['wanted'], count: number): Fault | undefined {
  if (count === 1) return undefined;
  const asked = Array.isArray(networks) ? networks.map(recordOf) : [];
  if (asked.some(({ port, fixed_ip }) => port === undefined && fixed_ip !== undefined)) {
    return launching('max_count cannot be greater than 1 if an fixed_ip is specified.');
  }
  if (asked.some(({ port }) => port !== undefined)) {
    const oneByOne = 'Please launch your instance one by one with different ports.';
    return launching(`Unable to launch multiple instances with a single configured port ID. ${oneByOne}`);
  }
  return hostname === undefined ? undefined : badRequest('Unable to allocate a single hostname to multiple instances');
}

/** Everything that is asked for, in the order in which Nova looks at it. */
export function planOf(call: ComputeCall): Plan | Fault {
  const { world, caller } = call;
  const wanted = within(call.json, 'server');
  const count = countOf(wanted);
  if (isFault(count)) return count;
  const place = placeOf(call, wanted);
  if (isFault(place)) return place;
  const devices = blockDevices(wanted);
  if (isFault(devices)) return devices;
  const flavor = flavorFor(call, String(wanted.flavorRef));
  if (!flavor) return badRequest(`Flavor ${wanted.flavorRef} could not be found.`);
  const single = onlyForOne(wanted, count);
  if (single) return single;
  if (!hasZone(world, wanted)) return badRequest('The requested availability zone is not available');
  const image = bootedFrom(call, wanted, devices);
  if (isFault(image)) return image;
  const requested = requestedNetworks(call, wanted, count);
  if (isFault(requested)) return requested;
  if (wanted.key_name !== undefined && !keypairOf(world, caller.userId, String(wanted.key_name))) {
    return badRequest('Invalid key_name provided.');
  }
  const disks = planDisks(call, { flavor, image, count }, devices);
  if (isFault(disks)) return disks;
  const { ram, vcpus } = flavor;
  const over = overQuota(world, caller.projectId, { instances: count, cores: count * vcpus, ram: count * ram });
  if (over !== undefined) return forbidden(over);
  const host = schedule(call, flavor, place, disks.properties);
  return { wanted, count, flavor, place, host, image, requested, ...disks };
}
