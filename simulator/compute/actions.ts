import type { InstanceAction, Server, World } from '../world';

/** Writes a new action into the server's list. */
export function recordAction(
  world: World,
  server: Server,
  action: string,
  requestId: string,
  caller: { userId: string; projectId: string },
): InstanceAction {
  const start = world.clock.now();
  const recorded: InstanceAction = {
    action,
    requestId,
    userId: caller.userId,
    projectId: caller.projectId,
    start,
    updated: start,
    message: null,
    events: [],
  };
  server.actions.unshift(recorded);
  return recorded;
}

/** What the API does by itself: it is over when it is answered. Source: `prefix='api'` in nova/compute/api.py@26.2.2. */
export function recordDone(world: World, action: InstanceAction, event: string): void {
  const finish = world.clock.now();
  action.events.push({ event, start: action.start, finish, result: 'Success', details: null, host: 'sim-api' });
}

/**
 * Closes the action that a request has begun, with the event of the compute host. `error` is for admins to read;
 * undefined where it went well.
 * @param host where it was done, unless that is the server's own host
 */
export function finishAction(
  world: World,
  server: Server,
  requestId: string,
  event: string,
  error?: string,
  host?: string,
): void {
  const finish = world.clock.now();
  const result = error === undefined ? 'Success' : 'Error';
  for (const action of server.actions.filter((one) => one.requestId === requestId)) {
    action.updated = finish;
    action.message = error === undefined ? null : 'Error';
    action.events.push({ event, start: action.start, finish, result, details: error ?? null, ...(host && { host }) });
  }
}
