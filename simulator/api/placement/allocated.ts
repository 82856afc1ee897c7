import type { Allocation, Inventories, Inventory, Resources } from '../../placement/tables';
import { nowhere, type Server, type World } from '../../world';

/** Who has what of which provider. */

/** What a server has of its host: no disk, where it boots from a volume. */
const ofServer = ({ identity, host, flavor, isVolumeBacked }: Server): Allocation => ({
  projectId: identity.projectId,
  userId: identity.userId,
  generation: 1,
  type: null,
  resources: {
    [host.providerId]: {
      VCPU: flavor.vcpus,
      MEMORY_MB: flavor.ram,
      ...(!isVolumeBacked && { DISK_GB: flavor.disk }),
    },
  },
});

/** By the id of their consumer; those that were written come in place of a server's. */
export function allocationsOf(world: World): ReadonlyMap<string, Allocation> {
  const servers = [...world.servers.values()].filter(({ host }) => host.name !== nowhere.name);
  const all = new Map([
    ...servers.map((server) => [server.id, ofServer(server)] as const),
    ...world.placement.allocations,
  ]);
  return new Map([...all].filter(([, { resources }]) => Object.keys(resources).length > 0));
}

/** The sum of amounts, by resource class. */
export function sumOf(all: readonly Resources[]): Resources {
  const sum: Record<string, number> = {};
  for (const resources of all) {
    for (const [name, amount] of Object.entries(resources)) sum[name] = (sum[name] ?? 0) + amount;
  }
  return sum;
}

/** What is used of a provider; `but` is a consumer that does not count. */
export const usedOf = (world: World, providerId: string, but?: string): Resources =>
  sumOf(
    [...allocationsOf(world)].flatMap(([consumer, { resources }]) =>
      consumer === but ? [] : [resources[providerId] ?? {}],
    ),
  );

/** What a provider has: nothing, where nothing was said. */
export const inventoriesOf = ({ placement }: World, providerId: string): Inventories =>
  placement.inventories.get(providerId) ?? {};

export const capacityOf = ({ total, reserved, allocation_ratio: ratio }: Inventory): number =>
  Math.floor((total - reserved) * ratio);

/** Whether so much more of it can be had. */
export const hasRoom = (inventory: Inventory | undefined, used: number, amount: number): boolean =>
  inventory !== undefined &&
  amount >= inventory.min_unit &&
  amount <= inventory.max_unit &&
  amount % inventory.step_size === 0 &&
  used + amount <= capacityOf(inventory);
