import { addRule } from '../../network/security-groups';
import type { SecurityGroupRule } from '../../network/tables';
import { touch } from '../../network/touch';
import { seen } from './access';
import { elsewhere, fixed, oneOf, required, standardAttributes, string, uuidOrNone } from './attribute';
import { isRefusal, notFound } from './refusal';
import type { Resource } from './resource';
import { alreadyThere, ethertype, isSame, port, prefix, protocol, wrongRule } from './rule-form';
import { rulesOf, shownRule } from './rule-view';
import { securityGroups } from './security-groups';
import { fieldOf } from './shown';

export const securityGroupRules: Resource<SecurityGroupRule> = {
  word: 'security_group_rule',
  path: 'security-group-rules',
  attributes: {
    ...standardAttributes,
    security_group_id: required(string(36)),
    remote_group_id: fixed(uuidOrNone, null),
    direction: required(oneOf('ingress', 'egress')),
    protocol: fixed(protocol, null),
    port_range_min: fixed(port, null),
    port_range_max: fixed(port, null),
    ethertype: fixed(ethertype, 'IPv4'),
    remote_ip_prefix: fixed(prefix, null),
    remote_address_group_id: elsewhere,
  },
  table: ({ securityGroupRules }) => securityGroupRules,
  unknown: (id) => notFound('SecurityGroupRuleNotFound', `Security group rule ${id} does not exist`),
  field: (_, rule, name) => fieldOf(rule, name),
  shown: (_, rule) => shownRule(rule),
  make: (call, fields) => {
    const wish = fields as unknown as SecurityGroupRule;
    const wrong = wrongRule(wish);
    if (wrong) return wrong;
    const remote = wish.remote_group_id === null ? undefined : seen(securityGroups, call, wish.remote_group_id);
    if (isRefusal(remote)) return remote;
    const group = seen(securityGroups, call, wish.security_group_id);
    if (isRefusal(group)) return group;
    const same = rulesOf(call.tables, group).find((other) => isSame(other, wish));
    if (same) return alreadyThere(same.id);
    const { tenant_id: _, project_id: __, ...own } = fields;
    touch(call.world, group);
    return addRule(call.world, group, own as unknown as SecurityGroupRule);
  },
  remove: ({ world, tables }, { security_group_id }) => {
    for (const group of tables.securityGroups.values()) if (group.id === security_group_id) touch(world, group);
    return undefined;
  },
};
