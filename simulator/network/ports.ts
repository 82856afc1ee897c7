import type { World } from '../world';
import { type AddressWish, freeAddresses, giveAddresses, type NoAddress } from './addresses';

import { pullOut } from './plugs';
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
    // Its security groups and addresses count as its first change.
    revision_number: 1,
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
export function removePort(tables: NetworkTables, port: Port): void {
  freeAddresses(tables, port.fixed_ips);
  tables.ports.delete(port.id);
  pullOut(tables, port);
}
