import type { Behaviour } from '../behaviour';
import { finishAction, recordAction } from '../compute/actions';
import { boot, rescuedGuest, usualGuest } from '../compute/console';
import { driverError } from '../compute/driver';
import type { Guest } from '../guest';
import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import { type Identity, isVisible, type Server, type World } from '../world';
import { originalImageRef } from './original-image';
import { unknownDeviceValue } from './stable-device';

export interface AcceptedRescue {
  readonly server: Server;
  readonly caller: Identity;
  /** The reference of the request; null where it gave none. */
  readonly imageRef: string | null;
}

/** Starts an accepted rescue: the task is visible at once, the compute host acts later. */
export function startRescue({ world, behaviour }: SimulatedCloud, accepted: AcceptedRescue, requestId: string): void {
  const { server, caller, imageRef } = accepted;
  server.taskState = 'rescuing';
  const { rescuesAreRecorded, rescueIsRecordedAs } = behaviour;
  if (rescuesAreRecorded) recordAction(world, server, rescueIsRecordedAs, requestId, caller);
  world.clock.schedule({ kind: 'rescue', id: server.id, requestId, caller, imageRef });
}

/** What comes of a rescue on the compute host. */
type Outcome =
  | { readonly kind: 'rescued'; readonly guest: Guest }
  /** The server is as it was; as in Nova, where the image is read outside of what turns a failure into ERROR. */
  | ({ readonly kind: 'kept' } & Failure)
  | ({ readonly kind: 'error' } & Failure);

/** What the server's fault says; it is shown only where the server is in ERROR, then or later. */
interface Failure {
  readonly code: number;
  readonly details: string;
}

function outcomeOf(world: World, behaviour: Behaviour, accepted: AcceptedRescue): Outcome {
  const { server, caller } = accepted;
  const ref = rescueImageRef(world, behaviour, accepted);
  const image = world.images.get(ref);
  if (!image || !isVisible(image, caller)) {
    return behaviour.withoutOriginal === 'fails'
      ? { kind: 'kept', code: 404, details: `Image ${ref} could not be found.` }
      : { kind: 'rescued', guest: usualGuest(server) };
  }
  if (unknownDeviceValue(image.properties) !== undefined) return { kind: 'kept', code: 500, details: 'ValueError' };
  const error = driverError(world, { server, image, ownImageMustExist: behaviour.ownImageMustExist });
  return error === undefined
    ? { kind: 'rescued', guest: rescuedGuest(server, image) }
    : { kind: 'error', code: 400, details: `Instance ${server.id} cannot be rescued: Driver Error: ${error}` };
}

export function rescueOnHost({ world, behaviour }: SimulatedCloud, transition: Of<'rescue'>): void {
  const server = world.servers.get(transition.id);
  if (!server) return;
  const accepted = { ...transition, server };
  const outcome = outcomeOf(world, behaviour, accepted);
  const now = world.clock.now();
  server.taskState = null;
  server.updated = now;
  if (outcome.kind === 'rescued') {
    server.vmState = behaviour.rescuedState;
    server.launchedAt = now;
    server.rescueImageRef = rescueImageRef(world, behaviour, accepted);
    keepAttachments(server, behaviour.keptAttachments(server));
    boot(server, behaviour.rescuedGuest(outcome.guest, server));
  }
  if (outcome.kind === 'error') server.vmState = 'error';
  const failure = outcome.kind !== 'rescued' && behaviour.failureIsShown ? outcome : undefined;
  if (outcome.kind !== 'rescued') {
    server.fault = failure ? { code: failure.code, message: failure.details, created: now } : null;
  }
  finishAction(world, server, transition.requestId, 'compute_rescue_instance', failure?.details);
}

function rescueImageRef(world: World, behaviour: Behaviour, { server, imageRef }: AcceptedRescue): string {
  const isReplaced = behaviour.unknownImageIsReplaced && !world.images.has(imageRef ?? '');
  if (imageRef !== null && behaviour.givenImageIsUsed && !isReplaced) return imageRef;
  if (!server.isVolumeBacked && !behaviour.imageBackedFallsBack) return '';
  return originalImageRef(server, behaviour.original);
}

function keepAttachments(server: Server, kept: Server['attachments']): void {
  for (const attachment of server.attachments) if (!kept.includes(attachment)) attachment.volume.status = 'available';
  server.attachments = kept;
}

/** Starts an unrescue: the server becomes ACTIVE, whatever it was before the rescue. */
export function startUnrescue(
  { world, behaviour }: SimulatedCloud,
  server: Server,
  caller: Identity,
  requestId: string,
): void {
  server.taskState = 'unrescuing';
  if (behaviour.rescuesAreRecorded) recordAction(world, server, 'unrescue', requestId, caller);
  world.clock.schedule({ kind: 'unrescue', id: server.id, requestId });
}

export function unrescueOnHost({ world, behaviour }: SimulatedCloud, { id, requestId }: Of<'unrescue'>): void {
  const server = world.servers.get(id);
  if (!server) return;
  server.taskState = null;
  server.vmState = behaviour.unrescuedState(server);
  server.updated = world.clock.now();
  keepAttachments(server, behaviour.keptAtUnrescue(server));
  boot(server, usualGuest(server));
  finishAction(world, server, requestId, 'compute_unrescue_instance');
}
