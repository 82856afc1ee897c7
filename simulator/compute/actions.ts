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

/** Closes an action with the event of the compute host. `error` is for admins to read; undefined where it went well. */
export function finishAction(world: World, action: InstanceAction, event: string, error?: string): void {
  action.updated = world.clock.now();
  action.message = error === undefined ? null : 'Error';
  action.events.push({
    event,
    start: action.start,
    finish: action.updated,
    result: error === undefined ? 'Success' : 'Error',
    details: error ?? null,
  });
}
