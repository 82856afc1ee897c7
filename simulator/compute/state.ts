import { conflict, type Fault } from '../fault';
import type { Identity, Server, VmState } from '../world';

/** What Nova says where the lock or the state of a server does not allow an action. */

export const locked = ({ id }: Pick<Server, 'id'>): Fault => conflict(`Instance ${id} is locked`);

/** @param action Nova's word for it in this message: `stop` for os-stop */
export function wrongState(action: string, server: Server, from: readonly VmState[]): Fault | undefined {
  const { id, vmState, taskState, launchedAt } = server;
  const during = (state: string) => conflict(`Cannot '${action}' instance ${id} while it is in ${state}`);
  if (!from.includes(vmState)) return during(`vm_state ${vmState}`);
  if (taskState !== null) return during(`task_state ${taskState}`);
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
