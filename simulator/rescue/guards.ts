import { compare, type Microversion } from '../microversion';
import { COMPUTE_RESCUE_BFV } from '../world';
import type { Facts } from './facts';

/** Nova's number for the microversion that the specification introduces. */
export const optIn: Microversion = [2, 87];

/** The image properties that name a stable rescue device. */
export const stableDevice = ['hw_rescue_device', 'hw_rescue_bus'] as const;

/** A guard says whether it refuses a rescue, from the facts alone. */
export type Guard = (facts: Facts) => boolean;

export const isAdmin = ({ caller }: Pick<Facts, 'caller'>): boolean => caller.roles.includes('admin');

/** One condition each, under the id of the rule that it keeps. The order they are asked in is the edition's. */
export const guards = {
  'locked-server-refused': (facts) => facts.server.lockedBy !== null && !isAdmin(facts),
  'rescuable-states': ({ server }) => !['active', 'stopped', 'error'].includes(server.vmState),
  'busy-server-refused': ({ server }) => server.taskState !== null,
  'never-launched-refused': ({ server }) => server.launchedAt === null,
  'unknown-image-refused': ({ imageRef, image }) => imageRef !== undefined && image === undefined,
  'volume-snapshot-image-refused': ({ image }) => image?.properties.block_device_mapping !== undefined,
  'volumes-must-be-in-use': ({ volumes }) => volumes.some((volume) => volume.status !== 'in-use'),
  'bfv-needs-microversion': ({ server, microversion }) => server.isVolumeBacked && compare(microversion, optIn) < 0,
  'bfv-needs-stable-device-image': ({ server, image, imageRef }) => {
    const properties = imageRef === undefined ? server.systemMetadata.imageProperties : (image?.properties ?? {});
    return server.isVolumeBacked && stableDevice.some((property) => properties[property] === undefined);
  },
  'bfv-needs-trait': ({ server, traitsOf }) =>
    server.isVolumeBacked && !traitsOf(server.host).includes(COMPUTE_RESCUE_BFV),
} as const satisfies Record<string, Guard>;

export type GuardId = keyof typeof guards;
