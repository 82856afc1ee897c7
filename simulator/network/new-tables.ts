import type { Identifiers } from '../identifiers';
import type { Network, NetworkTables, Standard, Subnet } from './tables';

/** A Neutron with nothing in it but one network, which the admin's project shares with all, and its subnet. */
export function newNetworkTables(ids: Identifiers, project_id: string, now: number): NetworkTables {
  const standard = (name: string): Standard => ({
    id: ids.uuid(),
    project_id,
    name,
    description: '',
    tags: [],
    created: now,
    updated: now,
    revision_number: 0,
  });
  const network: Network = {
    ...standard('simulated'),
    admin_state_up: true,
    mtu: 1500,
    shared: true,
    'router:external': false,
    availability_zone_hints: [],
    revision_number: 2,
  };
  const subnet: Subnet = {
    ...standard('simulated-subnet'),
    network_id: network.id,
    ip_version: 4,
    cidr: '10.250.0.0/16',
    gateway_ip: '10.250.0.1',
    allocation_pools: [{ start: '10.250.0.2', end: '10.250.255.254' }],
    enable_dhcp: true,
    dns_nameservers: [],
    host_routes: [],
    last_given: '',
  };
  return {
    networks: new Map([[network.id, network]]),
    subnets: new Map([[subnet.id, subnet]]),
    ports: new Map(),
    securityGroups: new Map(),
    securityGroupRules: new Map(),
    given: new Map(),
    plugs: new Map(),
    requested: new Map(),
    defaultGroups: new Map(),
    quotas: new Map(),
    macs: 0,
    rules: 0,
  };
}
