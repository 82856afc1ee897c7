import type { Facts } from './facts';
import type { GuardId } from './guards';

/** How a refusal reaches the caller. */
export interface Fault {
  readonly status: number;
  /** The one key of the body. */
  readonly name: string;
  readonly message: string;
}

const badRequest = (message: string): Fault => ({ status: 400, name: 'badRequest', message });
export const conflict = (message: string): Fault => ({ status: 409, name: 'conflictingRequest', message });
export const notFound = (message: string): Fault => ({ status: 404, name: 'itemNotFound', message });
export { badRequest };

/** Nova's InstanceNotRescuable. */
const notRescuable = ({ server }: Facts, reason: string) =>
  badRequest(`Instance ${server.id} cannot be rescued: ${reason}`);
/** Nova's UnsupportedRescueImage. */
const unsupportedImage = ({ imageRef }: Facts) => badRequest(`Requested rescue image '${imageRef}' is not supported`);

const oldMicroversion = (facts: Facts) => notRescuable(facts, 'Cannot rescue a volume-backed instance');

/** What each guard answers where it refuses: the words of Nova 26.2. */
export const refusals: Readonly<Record<GuardId, (facts: Facts) => Fault>> = {
  'locked-server-refused': ({ server }) => conflict(`Instance ${server.id} is locked`),
  'rescuable-states': ({ server }) =>
    conflict(`Cannot 'rescue' instance ${server.id} while it is in vm_state ${server.vmState}`),
  'busy-server-refused': ({ server }) =>
    conflict(`Cannot 'rescue' instance ${server.id} while it is in task_state ${server.taskState}`),
  'never-launched-refused': ({ server }) => conflict(`Instance ${server.id} is in an invalid state for 'rescue'`),
  'unknown-image-refused': unsupportedImage,
  'volume-snapshot-image-refused': unsupportedImage,
  'volumes-must-be-in-use': ({ volumes }) => {
    const volume = volumes.find(({ status }) => status !== 'in-use');
    return badVolume(volume?.id, volume?.status);
  },
  'bfv-needs-microversion': oldMicroversion,
  'bfv-needs-stable-device-image': oldMicroversion,
  'bfv-needs-trait': (facts) => notRescuable(facts, 'Host unable to rescue a volume-backed instance'),
};

function badVolume(id: string | undefined, status: string | undefined): Fault {
  return conflict(`Invalid volume: volume '${id}' status must be 'in-use'. Currently in '${status}' status`);
}
