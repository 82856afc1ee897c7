import { quotaOf, usedOf } from '../../compute/quotas';
import type { ServerGroup } from '../../compute/tables';
import { badRequest, forbidden, notFound } from '../../fault';
import { type Reply, recordOf, within } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, isSince, otherReply } from './call';
import { serverGroupSchema } from './schemas/server-group-schema';
import { shaped } from './shaped';

/** Groups of servers. Source: nova/api/openstack/compute/server_groups.py@26.2.2. Servers cannot be put in one yet. */

const shown = (call: ComputeCall, group: ServerGroup) => ({
  id: group.id,
  name: group.name,
  ...(isSince(call, 64) ? { policy: group.policy, rules: group.rules } : { policies: [group.policy], metadata: {} }),
  members: group.members,
  ...(isSince(call, 13) && { project_id: group.projectId, user_id: group.userId }),
});

function create(call: ComputeCall): Reply {
  const wanted = within(call.json, 'server_group');
  const { world, caller } = call;
  const limit = quotaOf(world, caller.projectId).server_groups;
  if (limit >= 0 && usedOf(world, caller.projectId).server_groups >= limit) {
    return faultReply(call, forbidden('Quota exceeded, too many server groups.'));
  }
  const [first] = Array.isArray(wanted.policies) ? wanted.policies : [wanted.policy];
  const asked = Object.entries(recordOf(wanted.rules));
  if (first !== 'anti-affinity' && asked.length > 0) {
    return faultReply(call, badRequest('Only anti-affinity policy supports rules.'));
  }
  const group: ServerGroup = {
    id: world.identifiers.uuid(),
    name: String(wanted.name),
    projectId: caller.projectId,
    userId: caller.userId,
    policy: String(first),
    rules: Object.fromEntries(asked.map(([key, value]) => [key, Number(value)])),
    members: [],
  };
  world.compute.serverGroups.set(group.id, group);
  return otherReply(call, 200, { server_group: shown(call, group) });
}

function withGroup(call: ComputeCall, id: string, answer: (group: ServerGroup) => Reply): Reply {
  const group = call.world.compute.serverGroups.get(id);
  return group && (group.projectId === call.caller.projectId || isAdmin(call))
    ? answer(group)
    : faultReply(call, notFound(`Instance group ${id} could not be found.`));
}

export const serverGroupRoutes = {
  'GET /os-server-groups': (call: ComputeCall): Reply => {
    const { query } = call.request;
    const all = query.has('all_projects') && isAdmin(call);
    const own = [...call.world.compute.serverGroups.values()].filter(
      ({ projectId }) => all || projectId === call.caller.projectId,
    );
    const offset = Number(query.get('offset') ?? 0);
    const page = own.slice(offset, offset + Number(query.get('limit') || 1000));
    return otherReply(call, 200, { server_groups: page.map((group) => shown(call, group)) });
  },
  'POST /os-server-groups': shaped(serverGroupSchema, create),
  'GET /os-server-groups/{id}': (call: ComputeCall, id: string): Reply =>
    withGroup(call, id, (group) => otherReply(call, 200, { server_group: shown(call, group) })),
  'DELETE /os-server-groups/{id}': (call: ComputeCall, id: string): Reply =>
    withGroup(call, id, () => {
      call.world.compute.serverGroups.delete(id);
      return { status: 204 };
    }),
};
