import type { Host, World } from '../world';
import { usualZone } from './new-tables';
import type { Aggregate, ServiceRecord } from './tables';

/** Which zone a host is in: what the first aggregate that names one and has the host says, or the usual one. */
function zoneOf(aggregates: Iterable<Aggregate>, host: string): string {
  for (const { hosts, metadata } of aggregates) {
    if (metadata.availability_zone !== undefined && hosts.includes(host)) return metadata.availability_zone;
  }
  return usualZone;
}

/** Has the hosts be in the zones that the aggregates now say. */
export function settleZones({ hosts, compute }: World): void {
  for (const host of hosts) host.zone = zoneOf(compute.aggregates.values(), host.name);
}

export const serviceOn = ({ compute }: World, host: string): ServiceRecord | undefined =>
  compute.services.find((service) => service.binary === 'nova-compute' && service.host === host);

/** Whether the scheduler may put servers on the host. */
export function isOpen(world: World, { name }: Host): boolean {
  const service = serviceOn(world, name);
  return service?.isDisabled !== true && service?.forcedDown !== true;
}
