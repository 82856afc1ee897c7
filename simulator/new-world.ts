import { simulatedClock } from './clock';
import { newComputeTables } from './compute/new-tables';
import { newFlavor } from './compute/tables';
import { type HostWishes, hostsOf, usualHosts } from './hosts';
import { identifiers } from './identifiers';
import { hexId, newIdentityTables } from './identity/people';
import { newNetworkTables } from './network/new-tables';
import { newPlacementTables } from './placement/tables';
import type { Driver, VolumeType, World } from './world';

export interface WorldOptions {
  readonly driver: Driver;
  /** What its identifiers and passwords are made from. */
  readonly seed: number;
  /** When its time begins, in milliseconds since 1970; usually with the year 2026. */
  readonly start?: number | undefined;
  /** Its hosts by their names; usually three. */
  readonly hosts?: HostWishes | undefined;
}

/** A cloud with nothing in it but its hosts and some flavors. */
export function newWorld({ driver, seed, start, hosts = usualHosts(driver) }: WorldOptions): World {
  const clock = simulatedClock(start);
  const ids = identifiers(seed);
  const demo = hexId(ids);
  const flavor = (id: string, name: string, ram: number, disk: number) =>
    [id, newFlavor({ id, name, ram, disk })] as const;

  // Drawn in this order: what a seed gives must stay what it was.
  const early = [ids.uuid(), ids.uuid()];
  const people = {
    owner: { userId: hexId(ids), projectId: demo },
    reader: { userId: hexId(ids), projectId: demo },
    admin: { projectId: hexId(ids), userId: hexId(ids) },
    'other-project': { projectId: hexId(ids), userId: hexId(ids) },
  };
  const defaultType: VolumeType = {
    id: identifiers(`${seed}/block-storage`).uuid(),
    name: '__DEFAULT__',
    description: 'Default Volume Type',
    isPublic: true,
    extraSpecs: {},
  };
  const made = hostsOf(hosts, driver, () => early.shift() ?? ids.uuid());
  const compute = newComputeTables(identifiers(`${seed}/compute`), made, clock.now());
  return {
    clock,
    identifiers: ids,
    identity: newIdentityTables(seed, people, clock.now()),
    hosts: made,
    // No host has room for the last one: its servers end in ERROR without ever having run.
    flavors: new Map([
      flavor('1', 'sim.tiny', 64, 1),
      flavor('2', 'sim.small', 128, 2),
      flavor('3', 'sim.too-large', 1024 * 1024, 2),
    ]),
    images: new Map(),
    volumes: new Map(),
    volumeSnapshots: new Map(),
    volumeTypes: new Map([[defaultType.id, defaultType]]),
    volumeQuotas: new Map(),
    placement: newPlacementTables(made, compute.aggregates.values()),
    servers: new Map(),
    network: newNetworkTables(identifiers(`${seed}/network`), people.admin.projectId, clock.now()),
    compute,
    serverIds: new Map(),
    deletedServers: new Map(),
    serverCount: 0,
    faultMemory: new Map(),
  };
}
