import type { Behaviour } from '../behaviour';
import { finishAction, recordAction } from '../compute/actions';
import { boot, rescuedGuest, usualGuest } from '../compute/console';
import { driverError } from '../compute/driver';
import type { Identity, InstanceAction, Server, World } from '../world';
import { originalImage } from './original-image';

/** How long the compute host takes over a rescue or an unrescue, in milliseconds of simulated time. */
const takes = 400;

export interface AcceptedRescue {
  readonly server: Server;
  readonly caller: Identity;
  readonly requestId: string;
  /** The reference of the request; undefined where it gave none. */
  readonly imageRef: string | undefined;
}

/** Starts an accepted rescue: the task is visible at once, the compute host acts later. */
export function startRescue(world: World, behaviour: Behaviour, accepted: AcceptedRescue): void {
  const { server, caller, requestId } = accepted;
  server.taskState = 'rescuing';
  const action = recordAction(world, server, 'rescue', requestId, caller);
  world.clock.schedule(takes, () => rescueOnHost(world, behaviour, accepted, action));
}

function rescueOnHost(
  world: World,
  behaviour: Behaviour,
  { server, imageRef }: AcceptedRescue,
  action: InstanceAction,
): void {
  const fail = (details: string) => finishAction(world, action, 'compute_rescue_instance', details);
  server.taskState = null;
  server.updated = world.clock.now();

  const image = rescueImage(world, behaviour, server, imageRef);
  if (!image && behaviour.withoutOriginal === 'fails') {
    // As in Nova, where the image is looked for outside of what turns a failure into ERROR: the state is kept.
    fail(`Image ${imageRef ?? ''} could not be found.`);
    return;
  }
  const error = image && driverError(server, image);
  if (error !== undefined) {
    server.vmState = 'error';
    const message = `Instance ${server.id} cannot be rescued: Driver Error: ${error}`;
    server.fault = { code: 400, message, created: world.clock.now() };
    fail(message);
    return;
  }
  server.vmState = behaviour.rescuedState;
  if (!behaviour.rescueKeepsRootVolume) detachAll(world, server);
  boot(server, behaviour.rescuedGuest(image ? rescuedGuest(world, server, image) : usualGuest(world, server)));
  finishAction(world, action, 'compute_rescue_instance');
}

function rescueImage(world: World, behaviour: Behaviour, server: Server, imageRef: string | undefined) {
  if (imageRef !== undefined) return world.images.get(imageRef);
  if (!server.isVolumeBacked && !behaviour.imageBackedFallsBack) return undefined;
  return originalImage(world, server, behaviour.original);
}

function detachAll(world: World, server: Server): void {
  for (const { volumeId } of server.attachments) {
    const volume = world.volumes.get(volumeId);
    if (volume) volume.status = 'available';
  }
  server.attachments = [];
}

/** Starts an unrescue: the server becomes ACTIVE, whatever it was before the rescue. */
export function startUnrescue(world: World, server: Server, caller: Identity, requestId: string): void {
  server.taskState = 'unrescuing';
  const action = recordAction(world, server, 'unrescue', requestId, caller);
  world.clock.schedule(takes, () => {
    server.taskState = null;
    server.vmState = 'active';
    server.fault = null;
    server.updated = world.clock.now();
    boot(server, usualGuest(world, server));
    finishAction(world, action, 'compute_unrescue_instance');
  });
}
