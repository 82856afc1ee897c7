import { compare, type Microversion } from '../microversion';
import { COMPUTE_RESCUE_BFV } from '../world';
import { type Facts, isAdmin } from './facts';
import { stableDevice, unknownDeviceValue } from './stable-device';

/** Nova's number for the microversion that the specification introduces. */
export const optIn: Microversion = [2, 87];

/** A guard says whether it refuses a rescue, from the facts alone. */
export type Guard = (facts: Facts) => boolean;

/** Where a rescue may start from. Source: API.rescue in nova/compute/api.py, the same from 21.0 on. */
export const rescuable: readonly Facts['server']['vmState'][] = ['active', 'stopped', 'error'];

/** One condition each, under the id of the rule that it keeps. The order they are asked in is the edition's. */
export const guards = {
  'role-refused': ({ caller }) => !caller.roles.includes('member'),
  'vtpm-refused': ({ server }) => server.systemMetadata.imageProperties.hw_tpm_version !== undefined,
  'locked-server-refused': (facts) => facts.server.lockedBy !== null && !isAdmin(facts),
  'rescuable-states': ({ server }) => !rescuable.includes(server.vmState),
  'busy-server-refused': ({ server }) => server.taskState !== null,
  'never-launched-refused': ({ server }) => server.launchedAt === null,
  'unknown-image-refused': ({ imageRef, image }) => imageRef !== undefined && image === undefined,
  // No refusal but a failure: the request is answered 500.
  'stable-device-values': ({ image }) => image !== undefined && unknownDeviceValue(image.properties) !== undefined,
  // An empty list is no mapping: Nova reads the property as JSON.
  'volume-snapshot-image-refused': ({ image }) => (image?.properties.block_device_mapping ?? '[]') !== '[]',
  'volumes-must-be-in-use': ({ server }) => server.attachments.some(({ volume }) => volume.status !== 'in-use'),
  'bfv-needs-microversion': ({ server, microversion }) => server.isVolumeBacked && compare(microversion, optIn) < 0,
  'bfv-needs-stable-device-image': ({ server, image }) => {
    const { properties } = image ?? { properties: server.systemMetadata.imageProperties };
    return server.isVolumeBacked && stableDevice.some((property) => properties[property] === undefined);
  },
  'bfv-needs-trait': ({ server, traitsOf }) =>
    server.isVolumeBacked && !traitsOf(server.host).includes(COMPUTE_RESCUE_BFV),
} as const satisfies Record<string, Guard>;

export type GuardId = keyof typeof guards;
