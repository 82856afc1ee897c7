import { badRequest, conflict, forbidden, notFound } from '../../fault';
import { addGroup, defaultGroup } from '../../network/security-groups';
import type { SecurityGroup } from '../../network/tables';
import { isRecord, type Reply } from '../message';
import type { Answer } from '../route';
import { available } from './available';
import { type ComputeCall, faultReply, otherReply } from './call';
import { shownGroup } from './security-group-view';

/** Security groups through Nova, up to 2.35: from then on they are Neutron's alone. Source: nova/api/openstack/compute/security_groups.py@26.2.2, as observed. */

const ofProject = ({ world, caller }: ComputeCall): readonly SecurityGroup[] =>
  [...world.network.securityGroups.values()].filter(({ project_id }) => project_id === caller.projectId);

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const withGroup =
  (answer: (call: ComputeCall, group: SecurityGroup) => Reply): Answer<ComputeCall> =>
  (call, id = '') => {
    if (!uuid.test(id)) return faultReply(call, badRequest('Security group id should be uuid'));
    const group = ofProject(call).find((one) => one.id === id);
    return group ? answer(call, group) : faultReply(call, notFound(`Security group ${id} does not exist`));
  };

function create(call: ComputeCall): Reply {
  const body = isRecord(call.json) ? call.json.security_group : undefined;
  if (!isRecord(body)) return faultReply(call, badRequest("The request body can't be empty"));
  const { name, description } = body;
  for (const [key, value] of Object.entries({ name, description })) {
    if (typeof value !== 'string') return faultReply(call, badRequest(`${key} is not a string or unicode`));
    if (value.length > 255)
      return faultReply(call, badRequest(`${key} has ${value.length} characters, more than 255.`));
  }
  if (String(name).toLowerCase() === 'default') {
    return faultReply(call, forbidden('Default security group already exists.'));
  }
  const group = addGroup(call.world, call.caller.projectId, String(name), String(description));
  return otherReply(call, 200, { security_group: shownGroup(call, group) });
}

function remove(call: ComputeCall, { id, name }: SecurityGroup): Reply {
  const { ports, securityGroups, securityGroupRules } = call.world.network;
  const isUsed = [...ports.values()].some(({ security_groups }) => security_groups.includes(id));
  if (isUsed || name === 'default') return faultReply(call, conflict(`Security Group ${id} in use.`));
  for (const rule of securityGroupRules.values()) {
    if (rule.security_group_id === id) securityGroupRules.delete(rule.id);
  }
  securityGroups.delete(id);
  return { status: 202 };
}

export const groupProxyRoutes: Readonly<Record<string, Answer<ComputeCall>>> = {
  'GET /os-security-groups': available({ until: 36 }, (call) => {
    defaultGroup(call.world, call.caller.projectId);
    return otherReply(call, 200, { security_groups: ofProject(call).map((group) => shownGroup(call, group)) });
  }),
  'POST /os-security-groups': available({ until: 36 }, create),
  'GET /os-security-groups/{id}': available(
    { until: 36 },
    withGroup((call, group) => otherReply(call, 200, { security_group: shownGroup(call, group) })),
  ),
  'DELETE /os-security-groups/{id}': available({ until: 36 }, withGroup(remove)),
};
