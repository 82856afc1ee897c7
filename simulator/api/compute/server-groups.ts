import { quotaOf, usedOf } from '../../compute/quotas';
import type { ServerGroup } from '../../compute/tables';
import { badRequest, forbidden, isFault, notFound } from '../../fault';
import { compare } from '../../microversion';
import { isRecord, type Reply, recordOf } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, otherReply } from './call';
import { type Check, type Form, integer, name, oneOf, readForm, wrongFields } from './form';
import { repr } from './schema-message';

/** Groups of servers. Source: nova/api/openstack/compute/server_groups.py@26.2.2. Servers cannot be put in one yet. */

const is = ({ microversion }: ComputeCall, minor: number) => compare(microversion, [2, minor]) >= 0;

const shown = (call: ComputeCall, group: ServerGroup) => ({
  id: group.id,
  name: group.name,
  ...(is(call, 64) ? { policy: group.policy, rules: group.rules } : { policies: [group.policy], metadata: {} }),
  members: group.members,
  ...(is(call, 13) && { project_id: group.projectId, user_id: group.userId }),
});

const hard = ['anti-affinity', 'affinity'];
const soft = ['soft-anti-affinity', 'soft-affinity'];

/** Exactly one, in a list, as it was before 2.64. */
const policies =
  (call: ComputeCall): Check =>
  (value) => {
    if (!Array.isArray(value)) return `${repr(value)} is not of type 'array'`;
    const [policy, ...more] = value;
    if (value.length === 0) return `${repr(value)} is too short`;
    if (more.length > 0) return `${repr(value)} is too long`;
    return oneOf(...hard, ...(is(call, 15) ? soft : []))(policy);
  };

const rules: Check = (value) => {
  if (!isRecord(value)) return `${repr(value)} is not of type 'object'`;
  return wrongFields('rules', value, { checks: { max_server_per_host: integer(1) } });
};

const creation = (call: ComputeCall): Form =>
  is(call, 64)
    ? { checks: { name, policy: oneOf(...hard, ...soft), rules }, required: ['name', 'policy'] }
    : { checks: { name, policies: policies(call) }, required: ['name', 'policies'] };

function create(call: ComputeCall): Reply {
  const wanted = readForm(call.json, 'server_group', creation(call));
  if (isFault(wanted)) return faultReply(call, wanted);
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
  'POST /os-server-groups': create,
  'GET /os-server-groups/{id}': (call: ComputeCall, id: string): Reply =>
    withGroup(call, id, (group) => otherReply(call, 200, { server_group: shown(call, group) })),
  'DELETE /os-server-groups/{id}': (call: ComputeCall, id: string): Reply =>
    withGroup(call, id, () => {
      call.world.compute.serverGroups.delete(id);
      return { status: 204 };
    }),
};
