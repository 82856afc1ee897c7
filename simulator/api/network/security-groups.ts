import { addGroup } from '../../network/security-groups';
import type { NetworkTables, SecurityGroup } from '../../network/tables';
import { boolean, type Reader, standardAttributes, string, tagAttributes, writable } from './attribute';
import { conflict, notFound, type Refusal } from './refusal';
import type { Resource } from './resource';
import { rulesOf, shownRule } from './rule-view';
import { fieldOf, shownStandard } from './shown';

export const unknownGroup = (id: string): Refusal =>
  notFound('SecurityGroupNotFound', `Security group ${id} does not exist`);

const isUsed = ({ ports }: NetworkTables, { id }: SecurityGroup): boolean =>
  [...ports.values()].some(({ security_groups }) => security_groups.includes(id));

/** No other group than the project's own may be called so. */
const nameNotDefault: Reader = (value, name) =>
  String(value).toLowerCase() === 'default'
    ? conflict('SecurityGroupDefaultAlreadyExists', 'Default security group already exists.')
    : string(255)(value, name);

export const securityGroups: Resource<SecurityGroup> = {
  word: 'security_group',
  path: 'security-groups',
  attributes: {
    ...standardAttributes,
    name: writable(nameNotDefault, ''),
    stateful: writable(boolean, true),
    shared: { post: false, put: false, read: boolean, filter: true },
    ...tagAttributes,
  },
  table: ({ securityGroups }) => securityGroups,
  unknown: unknownGroup,
  field: (_, group, name) => (name === 'shared' ? false : fieldOf(group, name)),
  shown: ({ tables }, group) => ({
    id: group.id,
    name: group.name,
    stateful: group.stateful,
    tenant_id: group.project_id,
    description: group.description,
    shared: false,
    security_group_rules: rulesOf(tables, group).map((rule) => ({
      ...shownRule(rule),
      standard_attr_id: rule.standard_attr_id,
      tags: rule.tags,
    })),
    ...shownStandard(group),
  }),
  make: (call, fields, project) => {
    const group = addGroup(call.world, project, String(fields.name), String(fields.description));
    group.stateful = fields.stateful === true;
    return group;
  },
  change: ({ tables }, group, fields) => {
    if (fields.name !== undefined && tables.defaultGroups.get(group.project_id) === group.id) {
      return conflict('SecurityGroupCannotUpdateDefault', 'Updating default security group not allowed.');
    }
    if (fields.stateful !== undefined && fields.stateful !== group.stateful && isUsed(tables, group)) {
      return inUse(group);
    }
    Object.assign(group, fields);
    return undefined;
  },
  remove: ({ tables, caller }, group) => {
    if (isUsed(tables, group)) return inUse(group);
    if (tables.defaultGroups.get(group.project_id) === group.id) {
      if (!caller.roles.includes('admin')) {
        const message = 'Insufficient rights for removing default security group.';
        return conflict('SecurityGroupCannotRemoveDefault', message);
      }
      tables.defaultGroups.delete(group.project_id);
    }
    for (const { id, security_group_id, remote_group_id } of [...tables.securityGroupRules.values()]) {
      if ([security_group_id, remote_group_id].includes(group.id)) tables.securityGroupRules.delete(id);
    }
    return undefined;
  },
};

const inUse = ({ id }: SecurityGroup): Refusal => conflict('SecurityGroupInUse', `Security Group ${id} in use.`);
