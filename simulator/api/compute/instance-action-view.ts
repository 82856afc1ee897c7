import { compare, type Microversion } from '../../microversion';
import type { InstanceAction, Server } from '../../world';
import { hostIdOf } from './server-view';
import { exact } from './times';

/** An action as os-instance-actions lists it: `updated_at` from 2.58. */
export const actionView = (server: Server, action: InstanceAction, microversion: Microversion): object => ({
  action: action.action,
  instance_uuid: server.id,
  request_id: action.requestId,
  user_id: action.userId,
  project_id: action.projectId,
  start_time: exact(action.start),
  message: action.message,
  ...(compare(microversion, [2, 58]) >= 0 && { updated_at: exact(action.updated) }),
});

/**
 * An action as it is shown by itself, with its events: for owners from 2.51. The host is told from 2.62, scrambled to
 * owners; the details from 2.84, to admins. Source: nova/api/openstack/compute/instance_actions.py@26.2.2.
 */
export function actionDetailView(
  server: Server,
  action: InstanceAction,
  microversion: Microversion,
  forAdmin: boolean,
): object {
  const since = (minor: number, fields: object) => (compare(microversion, [2, minor]) >= 0 ? fields : {});
  const events = action.events.map(({ event, start, finish, result, details, host = server.host.name }) => ({
    event,
    start_time: exact(start),
    finish_time: exact(finish),
    result,
    ...(forAdmin && {
      traceback: details === null ? null : 'the simulator has no traceback',
      ...since(62, { host }),
    }),
    ...since(62, { hostId: hostIdOf(server, host) }),
    ...(forAdmin && since(84, { details })),
  }));
  return { ...actionView(server, action, microversion), ...(forAdmin ? { events } : since(51, { events })) };
}
