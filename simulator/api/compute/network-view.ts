import { parseAddress } from '../../network/ip';
import { portsOf } from '../../network/plugs';
import type { NetworkTables, SecurityGroup } from '../../network/tables';

/** What a server shows of its ports. Source: views/addresses.py and views/servers.py of nova/api/openstack/compute@26.2.2. */

interface ShownAddress {
  readonly version: number | undefined;
  readonly addr: string;
}

/** By the names of the networks. @param extended with the two fields that a server shows and its `ips` do not */
export function addressesOf(tables: NetworkTables, server: string, extended: boolean): Record<string, ShownAddress[]> {
  const shown: Record<string, ShownAddress[]> = {};
  for (const { network_id, mac_address, fixed_ips } of portsOf(tables, server)) {
    const label = String(tables.networks.get(network_id)?.name);
    const addresses = fixed_ips.map(({ ip_address: addr }) => ({
      version: parseAddress(addr)?.version,
      addr,
      ...(extended && { 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': mac_address }),
    }));
    shown[label] = [...(shown[label] ?? []), ...addresses];
  }
  return shown;
}

export const groupsOfServer = (tables: NetworkTables, server: string): readonly SecurityGroup[] => {
  const ids = new Set(portsOf(tables, server).flatMap(({ security_groups }) => security_groups));
  return [...tables.securityGroups.values()].filter(({ id }) => ids.has(id));
};

/** The names of its groups; nothing where it has none. */
export function securityGroupsField(tables: NetworkTables, server: string): object {
  const groups = groupsOfServer(tables, server).map(({ name }) => ({ name }));
  return groups.length > 0 ? { security_groups: groups } : {};
}
