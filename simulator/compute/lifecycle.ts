import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import { nowhere, type Server, type World } from '../world';
import { finishAction } from './actions';
import { boot, usualGuest } from './console';
import { plugServer, unplugServer } from './server-ports';
import { removeServer } from './server-tables';

/** The beginning and the end of a server on its host. What is gone by then is left alone. */

/** Where Placement has no host to offer: no scheduler has a reason to add. Source: nova/scheduler/manager.py@26.2.2. */
const unplaced = 'No valid host was found. ';

/** What the server's fault says where it cannot be built. */
function buildError(world: World, server: Server): string | undefined {
  if (server.host.name === nowhere.name) return unplaced;
  return plugServer(world, server) ? undefined : 'Failed to allocate the network(s), not rescheduling.';
}

export function buildOnHost({ world }: SimulatedCloud, { id, requestId }: Of<'build'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  const now = world.clock.now();
  server.taskState = null;
  server.updated = now;
  const message = buildError(world, server);
  if (message !== undefined) {
    server.vmState = 'error';
    server.fault = { code: 500, message, created: now };
    // The conductor buries it; what a host begins is over when it has failed. Source: nova/conductor/manager.py@26.2.2.
    if (message === unplaced)
      finishAction(world, server, requestId, 'conductor_schedule_and_build_instances', unplaced, 'sim-conductor');
    return;
  }
  server.vmState = 'active';
  server.launchedAt = now;
  boot(server, usualGuest(server));
  finishAction(world, server, requestId, 'compute__do_build_and_run_instance');
}

export function deleteOnHost({ world }: SimulatedCloud, { id, requestId }: Of<'delete'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  server.vmState = 'deleted';
  server.taskState = null;
  server.terminatedAt = world.clock.now();
  server.updated = server.terminatedAt;
  removeServer(world, server);
  finishAction(world, server, requestId, 'compute_terminate_instance');
  unplugServer(world, id);
  for (const { volume, deleteOnTermination } of server.attachments) {
    volume.status = 'available';
    if (deleteOnTermination) world.volumes.delete(volume.id);
  }
}
