import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import { nowhere } from '../world';
import { finishAction } from './actions';
import { boot, usualGuest } from './console';
import { removeServer } from './server-tables';

/** The beginning and the end of a server on its host. What is gone by then is left alone. */

export function buildOnHost({ world }: SimulatedCloud, { id, requestId }: Of<'build'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  const now = world.clock.now();
  server.taskState = null;
  server.updated = now;
  if (server.host.name === nowhere.name) {
    server.vmState = 'error';
    const message = 'No valid host was found. There are not enough hosts available.';
    server.fault = { code: 500, message, created: now };
    return;
  }
  server.vmState = 'active';
  server.launchedAt = now;
  boot(server, usualGuest(server));
  finishAction(world, server, requestId, 'compute__do_build_and_run_instance');
}

export function deleteOnHost({ world }: SimulatedCloud, { id }: Of<'delete'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  server.vmState = 'deleted';
  server.taskState = null;
  server.terminatedAt = world.clock.now();
  server.updated = server.terminatedAt;
  removeServer(world, server);
  for (const { volume, deleteOnTermination } of server.attachments) {
    volume.status = 'available';
    if (deleteOnTermination) world.volumes.delete(volume.id);
  }
}
