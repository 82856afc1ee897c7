import { locked } from '../compute/state';
import { badRequest, computeFault, conflict, type Fault, policyRefuses } from '../fault';
import type { Facts } from './facts';
import type { GuardId } from './guards';

/** Nova's InstanceNotRescuable. */
const notRescuable = ({ server }: Facts, reason: string) =>
  badRequest(`Instance ${server.id} cannot be rescued: ${reason}`);
/** Nova's UnsupportedRescueImage. */
const unsupportedImage = ({ imageRef }: Facts) => badRequest(`Requested rescue image '${imageRef}' is not supported`);

const oldMicroversion = (facts: Facts) => notRescuable(facts, 'Cannot rescue a volume-backed instance');
const during = ({ server }: Facts, state: string) =>
  conflict(`Cannot 'rescue' instance ${server.id} while it is in ${state}`);

/** What each guard answers where it refuses: the words of Nova 26.2. */
export const refusals: Readonly<Record<GuardId, (facts: Facts) => Fault>> = {
  'role-refused': () => policyRefuses('os_compute_api:os-rescue'),
  'vtpm-refused': ({ server }) =>
    badRequest(`Operation 'rescue' not supported for vTPM-enabled instance (${server.id}).`),
  'locked-server-refused': ({ server }) => locked(server),
  'rescuable-states': (facts) => during(facts, `vm_state ${facts.server.vmState}`),
  'busy-server-refused': (facts) => during(facts, `task_state ${facts.server.taskState}`),
  'never-launched-refused': ({ server }) => conflict(`Instance ${server.id} is in an invalid state for 'rescue'`),
  'unknown-image-refused': unsupportedImage,
  'stable-device-values': () =>
    computeFault(
      500,
      "Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ and attach the Nova API log if possible.\n<class 'ValueError'>",
    ),
  'volume-snapshot-image-refused': unsupportedImage,
  'volumes-must-be-in-use': ({ server }) => {
    const volume = server.attachments.map((attachment) => attachment.volume).find(({ status }) => status !== 'in-use');
    const now = `Currently in '${volume?.status}' status`;
    return conflict(`Invalid volume: volume '${volume?.id}' status must be 'in-use'. ${now}`);
  },
  'bfv-needs-microversion': oldMicroversion,
  'bfv-needs-stable-device-image': oldMicroversion,
  'bfv-needs-trait': (facts) => notRescuable(facts, 'Host unable to rescue a volume-backed instance'),
};
