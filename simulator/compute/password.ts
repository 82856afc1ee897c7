import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import { finishAction } from './actions';

/** A guest under libvirt has no agent to be told by; the fake driver takes anything. The server goes on either way. */
export function setPasswordOnHost({ world }: SimulatedCloud, { id, requestId }: Of<'change-password'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  server.taskState = null;
  server.updated = world.clock.now();
  const error = server.host.driver === 'fake' ? undefined : 'QEMU guest agent is not enabled';
  finishAction(world, server, requestId, 'compute_set_admin_password', error);
}
