import type { World } from '../world';
import type { SecurityGroup, SecurityGroupRule, Standard } from './tables';

/** A new resource: what every one has from the beginning. */
export const standard = ({ identifiers, clock }: World, project_id: string, name: string): Standard => ({
  id: identifiers.uuid(),
  project_id,
  name,
  description: '',
  tags: [],
  created: clock.now(),
  updated: clock.now(),
  revision_number: 0,
});

/** Rules that come with their group have no description at all. */
export type RuleWish = Pick<SecurityGroupRule, 'direction' | 'ethertype'> & Partial<SecurityGroupRule>;

export function addRule(world: World, group: SecurityGroup, wish: RuleWish): SecurityGroupRule {
  const tables = world.network;
  tables.rules += 1;
  const rule: SecurityGroupRule = {
    ...standard(world, group.project_id, ''),
    security_group_id: group.id,
    protocol: null,
    port_range_min: null,
    port_range_max: null,
    remote_ip_prefix: null,
    remote_group_id: null,
    standard_attr_id: tables.rules,
    ...wish,
  };
  tables.securityGroupRules.set(rule.id, rule);
  return rule;
}

/** A new group: whoever is in it may send anything anywhere. */
export function addGroup(world: World, project: string, name: string, description: string): SecurityGroup {
  const group = { ...standard(world, project, name), description, stateful: true, revision_number: 1 };
  world.network.securityGroups.set(group.id, group);
  for (const ethertype of ['IPv4', 'IPv6'] as const)
    addRule(world, group, { direction: 'egress', ethertype, description: null });
  return group;
}

/** The project's `default` group, which Neutron makes when it is first looked for: its members may reach each other. */
export function defaultGroup(world: World, project: string): string {
  const { defaultGroups } = world.network;
  const known = defaultGroups.get(project);
  if (known !== undefined) return known;
  const group = addGroup(world, project, 'default', 'Default security group');
  for (const ethertype of ['IPv4', 'IPv6'] as const) {
    addRule(world, group, { direction: 'ingress', ethertype, remote_group_id: group.id, description: null });
  }
  defaultGroups.set(project, group.id);
  return group.id;
}
