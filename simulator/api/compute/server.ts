import { recordAction } from '../../compute/actions';
import { locked } from '../../compute/state';
import type { Server } from '../../world';
import { type Reply, textOr, within } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, isSince, otherReply, withServer } from './call';
import { updateServerSchema } from './schemas/update-server-schema';
import { singleView } from './server-view';
import { shaped } from './shaped';

/** One server: GET, PUT and DELETE /servers/{id}. */

export const showServer = (call: ComputeCall, id: string): Reply =>
  withServer(call, id, (server) => {
    call.world.clock.poll(id);
    return otherReply(call, 200, { server: singleView(call, server) });
  });

/** What a PUT or a rebuild sets alike, as far as the request says. */
export function writeTexts(server: Server, wanted: Readonly<Record<string, unknown>>): void {
  server.name = textOr(wanted.name, server.name).trim();
  server.hostname = textOr(wanted.hostname, server.hostname);
  server.accessIPv4 = textOr(wanted.accessIPv4, server.accessIPv4);
  server.accessIPv6 = textOr(wanted.accessIPv6, server.accessIPv6);
  if (wanted['OS-DCF:diskConfig'] !== undefined) {
    server.diskConfig = wanted['OS-DCF:diskConfig'] === 'AUTO' ? 'AUTO' : 'MANUAL';
  }
  if ('description' in wanted) server.description = textOr(wanted.description, '') || null;
}

export const updateServer = shaped(updateServerSchema, (call, id = '') =>
  withServer(call, id, (server) => {
    writeTexts(server, within(call.json, 'server'));
    server.updated = call.world.clock.now();
    const isFurther = isSince(call, 75);
    return otherReply(call, 200, { server: singleView(call, server, isFurther) });
  }),
);

/** Begins to delete a server; `action` is what that is called in the list of actions. @returns why it cannot be */
export function startDelete(call: ComputeCall, server: Server, action: string): Reply | undefined {
  const { world, requestId, caller } = call;
  if (server.lockedBy !== null && !isAdmin(call)) return faultReply(call, locked(server));
  server.taskState = 'deleting';
  recordAction(world, server, action, requestId, caller);
  world.clock.schedule({ kind: 'delete', id: server.id, requestId });
  return undefined;
}

export const deleteServer = (call: ComputeCall, id: string): Reply =>
  withServer(call, id, (server) => startDelete(call, server, 'delete') ?? { status: 204 });
