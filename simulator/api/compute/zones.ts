import type { ServiceRecord } from '../../compute/tables';
import { isOpen } from '../../compute/zones';
import type { Reply } from '../message';
import { type ComputeCall, forAdmins, otherReply } from './call';
import { exact } from './times';

/** The availability zones. Source: nova/api/openstack/compute/availability_zone.py@26.2.2. */

/** Those of hosts that may have servers come first, the others after them. In the order of the hosts, where Nova sorts them. */
function zones({ world }: ComputeCall): readonly { readonly name: string; readonly isAvailable: boolean }[] {
  const open = new Set(world.hosts.filter((host) => isOpen(world, host)).map(({ zone }) => zone));
  const closed = new Set(world.hosts.map(({ zone }) => zone).filter((zone) => !open.has(zone)));
  const shown = (names: Iterable<string>, isAvailable: boolean) => [...names].map((name) => ({ name, isAvailable }));
  return [...shown(open, true), ...shown(closed, false)];
}

const processes = ({ world }: ComputeCall, services: readonly ServiceRecord[]) => {
  const hosts: Record<string, Record<string, object>> = {};
  for (const { host, binary, isDisabled, forcedDown } of services) {
    const process = {
      available: !isDisabled && !forcedDown,
      active: !isDisabled,
      updated_at: exact(world.clock.now()),
    };
    hosts[host] = { ...hosts[host], [binary]: process };
  }
  return hosts;
};

export const zoneRoutes = {
  'GET /os-availability-zone': (call: ComputeCall): Reply => {
    const availabilityZoneInfo = zones(call).map(({ name, isAvailable }) => ({
      zoneName: name,
      zoneState: { available: isAvailable },
      hosts: null,
    }));
    return otherReply(call, 200, { availabilityZoneInfo });
  },
  'GET /os-availability-zone/detail': (call: ComputeCall): Reply =>
    forAdmins(call, 'os_compute_api:os-availability-zone:detail', () => {
      const { hosts, compute } = call.world;
      const inZone = (zone: string) => hosts.filter((host) => host.zone === zone).map(({ name }) => name);
      const own = { name: 'internal', isAvailable: true };
      const availabilityZoneInfo = [own, ...zones(call)].map(({ name, isAvailable }) => ({
        zoneName: name,
        zoneState: { available: isAvailable },
        hosts: processes(
          call,
          compute.services.filter(({ host, binary }) =>
            name === own.name ? binary !== 'nova-compute' : inZone(name).includes(host),
          ),
        ),
      }));
      return otherReply(call, 200, { availabilityZoneInfo });
    }),
};
