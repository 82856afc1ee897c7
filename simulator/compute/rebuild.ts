import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import { finishAction } from './actions';
import { boot, usualGuest } from './console';

/** The disk of a server is made anew from an image; a server that was stopped stays so. */
export function rebuildOnHost({ world }: SimulatedCloud, { id, requestId, imageId }: Of<'rebuild'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  const now = world.clock.now();
  const image = world.images.get(imageId);
  server.taskState = null;
  server.updated = now;
  if (!image) {
    const message = `Image ${imageId} could not be found.`;
    server.vmState = 'error';
    server.fault = { code: 404, message, created: now };
    finishAction(world, server, requestId, 'compute_rebuild_instance', message);
    return;
  }
  if (!server.isVolumeBacked) server.disk = image.data;
  if (server.vmState !== 'stopped') server.vmState = 'active';
  server.launchedAt = now;
  server.fault = null;
  boot(server, usualGuest(server));
  finishAction(world, server, requestId, 'compute_rebuild_instance');
}
