import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import type { Server } from '../world';
import { finishAction } from './actions';

/** A server takes another flavor on its own host, where there is room, and keeps it or gives it back. */

export function resizeOnHost({ world }: SimulatedCloud, { id, requestId, flavorId }: Of<'resize'>): void {
  const server = world.servers.get(id);
  const flavor = world.flavors.get(flavorId);
  if (!server) return;
  const now = world.clock.now();
  server.taskState = null;
  server.updated = now;
  if (!flavor || flavor.ram > server.host.memory) {
    // As in Nova, the server is as it was, and only the action says that it failed.
    const message = 'No valid host was found. There are not enough hosts available.';
    server.fault = { code: 500, message, created: now };
    finishAction(world, server, requestId, 'conductor_migrate_server', message);
    return;
  }
  server.resized = { from: server.flavor, vmState: server.vmState };
  server.flavor = flavor;
  server.vmState = 'resized';
  for (const event of ['compute_prep_resize', 'compute_resize_instance', 'compute_finish_resize']) {
    finishAction(world, server, requestId, event);
  }
}

/** What a server that was resized goes on as: it runs, or it is stopped as it was before. */
function goOn(server: Server, { vmState, flavor }: Pick<Server, 'vmState' | 'flavor'>, now: number): void {
  server.vmState = vmState;
  server.flavor = flavor;
  server.resized = null;
  server.taskState = null;
  server.updated = now;
}

export function confirmOnHost({ world }: SimulatedCloud, { id, requestId }: Of<'confirm-resize'>): void {
  const server = world.servers.get(id);
  if (!server?.resized) return;
  goOn(server, { vmState: server.resized.vmState, flavor: server.flavor }, world.clock.now());
  finishAction(world, server, requestId, 'compute_confirm_resize');
}

export function revertOnHost({ world }: SimulatedCloud, { id, requestId }: Of<'revert-resize'>): void {
  const server = world.servers.get(id);
  if (!server?.resized) return;
  goOn(server, { vmState: server.resized.vmState, flavor: server.resized.from }, world.clock.now());
  for (const event of ['compute_revert_resize', 'compute_finish_revert_resize']) {
    finishAction(world, server, requestId, event);
  }
}
