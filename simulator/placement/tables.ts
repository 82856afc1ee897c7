import type { Aggregate } from '../compute/tables';
import type { Host } from '../world';

/** What Placement holds beside the hosts, which are resource providers of their own. */

/** Who provides resources: every host, and what an admin makes. */
export type Provider = Pick<Host, 'name' | 'providerId' | 'traits' | 'generation'>;

export interface OwnProvider extends Provider {
  name: string;
  readonly parentId: string | null;
}

export interface Inventory {
  readonly total: number;
  readonly reserved: number;
  readonly min_unit: number;
  readonly max_unit: number;
  readonly step_size: number;
  readonly allocation_ratio: number;
}

export type Inventories = Readonly<Record<string, Inventory>>;

/** Amounts by resource class. */
export type Resources = Readonly<Record<string, number>>;

/** What a consumer has of each provider. */
export interface Allocation {
  readonly projectId: string;
  readonly userId: string;
  readonly generation: number;
  /** Null where it was never told. */
  readonly type: string | null;
  readonly resources: Readonly<Record<string, Resources>>;
}

export interface PlacementTables {
  /** Those that an admin has made. */
  readonly providers: Map<string, OwnProvider>;
  /** By the id of their provider. */
  readonly inventories: Map<string, Inventories>;
  readonly aggregates: Map<string, readonly string[]>;
  /** Those that were written here: in place of what a server has, where the consumer is one. */
  readonly allocations: Map<string, Allocation>;
  /** The custom ones. */
  traits: readonly string[];
  resourceClasses: readonly string[];
}

const inventory = (total: number, more: Partial<Inventory> = {}): Inventory => ({
  total,
  reserved: 0,
  min_unit: 1,
  max_unit: total,
  step_size: 1,
  allocation_ratio: 1,
  ...more,
});

/** What a host has: as much as Nova's fake driver says, but for the memory that it was given. */
const hostInventories = ({ memory }: Host): Inventories => ({
  VCPU: inventory(1000, { allocation_ratio: 4 }),
  MEMORY_MB: inventory(memory),
  DISK_GB: inventory(600_000),
});

/** What Nova tells Placement of the aggregates that it knows, for each host. */
const aggregatesOf = (hosts: readonly Host[], all: readonly Aggregate[]) =>
  hosts.flatMap(({ name, providerId }) => {
    const own = all.filter((aggregate) => aggregate.hosts.includes(name));
    return own.length > 0 ? [[providerId, own.map(({ uuid }) => uuid)] as const] : [];
  });

export const newPlacementTables = (hosts: readonly Host[], aggregates: Iterable<Aggregate>): PlacementTables => ({
  providers: new Map(),
  inventories: new Map(hosts.map((host) => [host.providerId, hostInventories(host)])),
  aggregates: new Map(aggregatesOf(hosts, [...aggregates])),
  allocations: new Map(),
  traits: [],
  resourceClasses: [],
});
