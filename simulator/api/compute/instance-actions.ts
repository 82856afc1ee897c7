import { badRequest, decidedBy, type Fault, notFound } from '../../fault';
import type { InstanceAction, Server } from '../../world';
import type { Reply } from '../message';
import { limitOf, pageOf } from '../paging';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, isSince, otherReply } from './call';
import { actionDetailView, actionView } from './instance-action-view';
import { nextLinks } from './links';
import { invalidQuery, repr } from './schema-message';
import { timeOf } from './server-query';

/** What was done to a server. Source: nova/api/openstack/compute/instance_actions.py@26.2.2. */

/** The server where the caller can see it; from 2.21 on, one that is deleted too. */
function withHistory(call: ComputeCall, id: string, answer: (server: Server) => Reply): Reply {
  const { world, behaviour, caller } = call;
  const server = world.servers.get(id) ?? (isSince(call, 21) ? world.deletedServers.get(id) : undefined);
  return server && behaviour.isVisible(server, caller)
    ? answer(server)
    : faultReply(
        call,
        decidedBy(server ? 'other-projects-server' : 'unknown-server', behaviour.unknownServer(id, server)),
      );
}

/** Why the query cannot be read; undefined where it can. */
function wrongQuery(call: ComputeCall): Fault | undefined {
  const times = isSince(call, 66) ? ['changes-since', 'changes-before'] : ['changes-since'];
  const { query } = call.request;
  for (const [name, text] of query) {
    const wrong = (why: string) => badRequest(invalidQuery(name, text, `${repr(text)} ${why}`));
    if (name === 'limit' && !/^[0-9]*$/.test(text)) return wrong("does not match '^[0-9]*$'");
    if (times.includes(name) && timeOf(text) === undefined) return wrong("is not a 'date-time'");
  }
  const others = [...new Set(query.keys())].filter((name) => !['limit', 'marker', ...times].includes(name)).sort();
  if (others.length === 0) return undefined;
  const were = others.length === 1 ? 'was' : 'were';
  return badRequest(`Additional properties are not allowed (${others.map(repr).join(', ')} ${were} unexpected)`);
}

/** A page of the actions, the newest first. */
function listPage(call: ComputeCall, server: Server): Reply {
  const { id, actions } = server;
  const { query } = call.request;
  const since = timeOf(query.get('changes-since') ?? '') ?? Number.NEGATIVE_INFINITY;
  const before = timeOf(query.get('changes-before') ?? '') ?? Number.POSITIVE_INFINITY;
  if (before < since) {
    return faultReply(call, badRequest('The value of changes-since must be less than or equal to changes-before.'));
  }
  const limit = Number(limitOf(query.get('limit') || null, 1000));
  const marker = query.get('marker') ?? undefined;
  const all = actions.map((action) => ({ id: action.requestId, action }));
  const matches = ({ action }: { readonly action: InstanceAction }) =>
    action.updated >= since && action.updated <= before;
  const page = pageOf(all, { limit, marker, matches });
  if (!page) return faultReply(call, badRequest(`Marker ${marker} could not be found.`));
  const instanceActions = page.items.map(({ action }) => actionView(server, action, call.microversion));
  const next = Object.values(nextLinks(call, 'actions', `servers/${id}/os-instance-actions`, page));
  return otherReply(call, 200, { instanceActions, ...(next.length > 0 && { links: next[0] }) });
}

export const instanceActionRoutes = {
  'GET /servers/{id}/os-instance-actions': (call: ComputeCall, id: string): Reply => {
    const wrong = isSince(call, 58) ? wrongQuery(call) : undefined;
    if (wrong) return faultReply(call, wrong);
    return withHistory(call, id, (server) => {
      if (isSince(call, 58)) return listPage(call, server);
      const instanceActions = server.actions.map((action) => actionView(server, action, call.microversion));
      return otherReply(call, 200, { instanceActions });
    });
  },
  'GET /servers/{id}/os-instance-actions/{request}': (call: ComputeCall, id: string, request: string): Reply =>
    withHistory(call, id, (server) => {
      const action = server.actions.find(({ requestId }) => requestId === request);
      if (!action) return faultReply(call, notFound(`Action ${request} not found`));
      const instanceAction = actionDetailView(server, action, call.microversion, isAdmin(call));
      return otherReply(call, 200, { instanceAction });
    }),
};
