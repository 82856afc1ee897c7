import type { Counted, NetworkTables } from '../../network/tables';
import { conflict, type Refusal } from './refusal';
import type { NetworkCall } from './resource';

/** How much of everything a project may have: as much as it likes, but for policies, of which there are none here. */
const usual: Readonly<Record<Counted, number>> = {
  network: -1,
  subnet: -1,
  subnetpool: -1,
  port: -1,
  rbac_policy: 10,
  security_group: -1,
  security_group_rule: -1,
};

export const usualQuota = usual;

export const quotaOf = ({ quotas }: NetworkTables, project: string): Readonly<Record<Counted, number>> => ({
  ...usual,
  ...quotas.get(project),
});

/** How many of these a project has. */
export function usedOf(tables: NetworkTables, project: string, what: Counted): number {
  const all: Readonly<Partial<Record<Counted, Map<string, { readonly project_id: string }>>>> = {
    network: tables.networks,
    subnet: tables.subnets,
    port: tables.ports,
    security_group: tables.securityGroups,
    security_group_rule: tables.securityGroupRules,
  };
  return [...(all[what]?.values() ?? [])].filter(({ project_id }) => project_id === project).length;
}

/** Why the project can have no more of these; undefined where it can. */
export function overQuota(
  { tables }: Pick<NetworkCall, 'tables'>,
  what: Counted,
  project: string,
): Refusal | undefined {
  const limit = quotaOf(tables, project)[what];
  if (limit < 0 || usedOf(tables, project, what) < limit) return undefined;
  return conflict('OverQuota', `Quota exceeded for resources: ['${what}'].`);
}
