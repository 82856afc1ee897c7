import type { World } from '../world';
import { newestFirst } from './server-tables';
import { type Limited, limited } from './tables';

/** How much a project may have, and has. Unlimited where nothing is set: a cloud for tests is large enough. */

export const usualQuota = Object.fromEntries(limited.map((what) => [what, -1])) as Readonly<Record<Limited, number>>;

export const quotaOf = ({ compute }: World, project: string): Readonly<Record<Limited, number>> => ({
  ...usualQuota,
  ...compute.quotas.get(project),
});

/** What a project has, or one of its users has of what is counted by user. */
export function usedOf(world: World, project: string): Readonly<Record<Limited, number>> {
  const used = { ...usualQuota, ...Object.fromEntries(limited.map((what) => [what, 0])) };
  for (const { flavor } of newestFirst(world, project)) {
    used.instances += 1;
    used.cores += flavor.vcpus;
    used.ram += flavor.ram;
  }
  const groups = [...world.compute.serverGroups.values()].filter(({ projectId }) => projectId === project);
  return { ...used, server_groups: groups.length };
}

/** What is asked for at once. */
export type Wanted = Readonly<Record<'instances' | 'cores' | 'ram', number>>;

/** Nova's words where a project asks for more servers than it may have; undefined where it may. */
export function overQuota(world: World, project: string, wanted: Wanted): string | undefined {
  const quota = quotaOf(world, project);
  const kinds = ['cores', 'instances', 'ram'] as const;
  // Most projects have no limits: their servers need not be counted.
  if (kinds.every((kind) => quota[kind] < 0)) return undefined;
  const used = usedOf(world, project);
  const over = kinds.filter((kind) => quota[kind] >= 0 && used[kind] + wanted[kind] > quota[kind]);
  if (over.length === 0) return undefined;
  const list = (value: (kind: (typeof kinds)[number]) => number) => over.map(value).join(', ');
  const requested = `Requested ${list((kind) => wanted[kind])}`;
  const already = `but already used ${list((kind) => used[kind])} of ${list((kind) => quota[kind])} ${over.join(', ')}`;
  return `Quota exceeded for ${over.join(', ')}: ${requested}, ${already}`;
}
