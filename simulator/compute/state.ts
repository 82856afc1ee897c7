import { conflict, decidedBy, type Fault } from '../fault';
import type { Identity, Server, VmState } from '../world';

/** What Nova says where the lock or the state of a server does not allow an action. */

export const locked = ({ id }: Pick<Server, 'id'>): Fault =>
  decidedBy('locked-server-refused', conflict(`Instance ${id} is locked`));

/** The rule that keeps an action from starting in this state; `vm_state` where that is Nova's alone to know. */
function ruleOf(action: string, vmState: VmState): string {
  if (action === 'unrescue') return 'unrescue-only-rescued';
  if (vmState !== 'rescued') return 'vm_state';
  return restricted.includes(action) ? 'rescued-server-restricted' : 'rescued-server-restricted-further';
}

/** Those that the API reference names. */
const restricted: readonly string[] = [
  ...['start', 'stop', 'reboot', 'rebuild', 'resize', 'createImage', 'shelve', 'shelveOffload'],
  ...['confirmResize', 'revertResize'],
];

/** @param action Nova's word for it in this message: `stop` for os-stop */
export function wrongState(action: string, server: Server, from: readonly VmState[]): Fault | undefined {
  const { id, vmState, taskState, launchedAt } = server;
  const during = (state: string) => conflict(`Cannot '${action}' instance ${id} while it is in ${state}`);
  if (!from.includes(vmState)) return decidedBy(ruleOf(action, vmState), during(`vm_state ${vmState}`));
  if (taskState !== null) return decidedBy('busy-server-refused', during(`task_state ${taskState}`));
  return launchedAt === null ? conflict(`Instance ${id} is in an invalid state for '${action}'`) : undefined;
}

/** The lock, then the state: what stands before most actions. Source: the decorators of nova/compute/api.py@26.2.2. */
export function notAllowed(
  action: string,
  server: Server,
  caller: Identity,
  from: readonly VmState[],
): Fault | undefined {
  if (server.lockedBy !== null && !caller.roles.includes('admin')) return locked(server);
  return wrongState(action, server, from);
}
