import type { SecurityGroup, SecurityGroupRule } from '../../network/tables';
import { rulesOf } from '../network/rule-view';
import type { ComputeCall } from './call';

/** Security groups as Nova shows them, and as they were when they were its own. Source: nova/network/security_group_api.py@26.2.2. */

/** From which port to which: all of them, where a protocol is named without any. */
function portsOf({ protocol, port_range_min: from, port_range_max: to }: SecurityGroupRule) {
  if (protocol === null || from !== null || to !== null) return [from, to];
  return ['tcp', 'udp'].includes(protocol) ? [1, 65535] : [-1, -1];
}

function shownRule({ world }: ComputeCall, rule: SecurityGroupRule): object {
  const [from_port, to_port] = portsOf(rule);
  const remote = world.network.securityGroups.get(rule.remote_group_id ?? '');
  return {
    id: rule.id,
    parent_group_id: rule.security_group_id,
    ip_protocol: rule.protocol,
    from_port,
    to_port,
    group: remote ? { name: remote.name, tenant_id: remote.project_id } : {},
    ip_range: remote ? {} : { cidr: rule.remote_ip_prefix ?? (rule.ethertype === 'IPv4' ? '0.0.0.0/0' : '::/0') },
  };
}

/** Nova knows no rules for what leaves a server. */
export const shownGroup = (call: ComputeCall, group: SecurityGroup) => ({
  id: group.id,
  description: group.description,
  name: group.name,
  tenant_id: group.project_id,
  rules: rulesOf(call.world.network, group)
    .filter(({ direction }) => direction === 'ingress')
    .map((rule) => shownRule(call, rule)),
});
