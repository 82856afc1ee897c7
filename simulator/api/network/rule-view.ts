import type { NetworkTables, SecurityGroup, SecurityGroupRule } from '../../network/tables';
import { timeText } from './shown';

export const rulesOf = ({ securityGroupRules }: NetworkTables, group: SecurityGroup): readonly SecurityGroupRule[] =>
  [...securityGroupRules.values()].filter(({ security_group_id }) => security_group_id === group.id);

export const shownRule = (rule: SecurityGroupRule) => ({
  id: rule.id,
  tenant_id: rule.project_id,
  security_group_id: rule.security_group_id,
  ethertype: rule.ethertype,
  direction: rule.direction,
  protocol: rule.protocol,
  port_range_min: rule.port_range_min,
  port_range_max: rule.port_range_max,
  remote_ip_prefix: rule.remote_ip_prefix,
  remote_address_group_id: null,
  normalized_cidr: rule.remote_ip_prefix,
  remote_group_id: rule.remote_group_id,
  description: rule.description,
  created_at: timeText(rule.created),
  updated_at: timeText(rule.updated),
  revision_number: rule.revision_number,
  project_id: rule.project_id,
});
