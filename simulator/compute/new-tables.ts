import type { Identifiers } from '../identifiers';
import type { Host } from '../world';
import type { Aggregate, ComputeTables, ServiceRecord } from './tables';

/** Where the processes of Nova run that are no compute hosts. */
export const controller = 'sim-controller';

/** The zone of hosts that are in no other: what Nova is configured with. */
export const usualZone = 'nova';

/** A Nova with its services, and with an aggregate for each zone of its hosts. */
export function newComputeTables(ids: Identifiers, hosts: readonly Host[], now: number): ComputeTables {
  const places = [
    ['nova-scheduler', controller],
    ['nova-conductor', controller],
    ...hosts.map(({ name }) => ['nova-compute', name] as const),
  ] as const;
  const services = places.map(
    ([binary, host], index): ServiceRecord => ({
      number: index + 1,
      uuid: ids.uuid(),
      binary,
      host,
      isDisabled: false,
      disabledReason: null,
      forcedDown: false,
    }),
  );
  const zones = [...new Set(hosts.map(({ zone }) => zone))].filter((zone) => zone !== usualZone);
  const aggregates = zones.map(
    (zone, index): Aggregate => ({
      number: index + 1,
      uuid: ids.uuid(),
      name: zone,
      hosts: hosts.filter((host) => host.zone === zone).map(({ name }) => name),
      metadata: { availability_zone: zone },
      created: now,
      updated: null,
    }),
  );
  return {
    services,
    aggregates: new Map(aggregates.map((aggregate) => [aggregate.number, aggregate])),
    keypairs: new Map(),
    serverGroups: new Map(),
    quotas: new Map(),
    made: { aggregates: aggregates.length, keypairs: 0 },
  };
}
