import type { World } from '../world';
import { type AddressWish, freeAddresses, giveAddresses, type NoAddress } from './addresses';
import { defaultGroup, standard } from './security-groups';
import type { Network, NetworkTables, Port } from './tables';

/** Ports, which the API of Neutron and that of Nova both make. */

/** The next MAC address: Neutron's own prefix, then a number. */
export function nextMac(tables: NetworkTables): string {
  tables.macs += 1;
  const digits = tables.macs.toString(16).padStart(6, '0').slice(-6);
  return `fa:16:3e:${digits.replace(/..(?=.)/g, '$&:')}`;
}

export interface PortWish extends Partial<Port> {
  /** Where it is absent: one address of each IP version that the network has. */
  readonly addresses?: readonly AddressWish[] | undefined;
}

/** A new port of the project, in its `default` security group unless others are wished for. */
export function addPort(
  world: World,
  network: Network,
  project: string,
  { addresses, ...wish }: PortWish = {},
): Port | NoAddress {
  const tables = world.network;
  const own = standard(world, project, '');
  const given = giveAddresses(tables, network, own.id, addresses);
  if ('kind' in given) return given;
  const port: Port = {
    ...own,
    network_id: network.id,
    mac_address: wish.mac_address ?? nextMac(tables),
    admin_state_up: true,
    status: 'DOWN',
    device_id: '',
    device_owner: '',
    security_groups: wish.security_groups ?? [defaultGroup(world, project)],
    allowed_address_pairs: [],
    extra_dhcp_opts: [],
    'binding:vnic_type': 'normal',
    'binding:host_id': '',
    'binding:profile': {},
    ...wish,
    fixed_ips: given,
  };
  tables.ports.set(port.id, port);
  return port;
}

/** Removes the port; a server that had it has it no longer. */
export function removePort(tables: NetworkTables, { id, device_id, fixed_ips }: Port): void {
  freeAddresses(tables, fixed_ips);
  tables.ports.delete(id);
  const kept = interfacesOf(tables, device_id).filter((other) => other !== id);
  if (kept.length > 0) tables.interfaces.set(device_id, kept);
  else tables.interfaces.delete(device_id);
}

const interfacesOf = ({ interfaces }: NetworkTables, server: string): readonly string[] => interfaces.get(server) ?? [];

/** The ports that Nova attached to a server, in that order. */
export const portsOf = (tables: NetworkTables, server: string): readonly Port[] =>
  interfacesOf(tables, server).flatMap((id) => tables.ports.get(id) ?? []);

/** Plugs the port into a server of this host. */
export function bindPort(world: World, port: Port, server: string, host: string, zone: string): void {
  const { interfaces } = world.network;
  port.device_id = server;
  port.device_owner = `compute:${zone}`;
  port['binding:host_id'] = host;
  port.status = 'ACTIVE';
  touch(world, port);
  interfaces.set(server, [...interfacesOf(world.network, server), port.id]);
}

/** Unplugs the port, which stays as it was before. */
export function unbindPort(world: World, port: Port): void {
  const { interfaces } = world.network;
  interfaces.set(
    port.device_id,
    interfacesOf(world.network, port.device_id).filter((id) => id !== port.id),
  );
  port.device_id = '';
  port.device_owner = '';
  port['binding:host_id'] = '';
  port.status = 'DOWN';
  touch(world, port);
}

/** Notes that a resource has been changed. */
export function touch({ clock }: World, record: { updated: number; revision_number: number }): void {
  record.updated = clock.now();
  record.revision_number += 1;
}
