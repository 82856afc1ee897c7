/** What the simulated Neutron holds, in Neutron's own names, as its API shows them. Plain data throughout. */

/** What every resource of Neutron has. Times are milliseconds since the Unix epoch. */
export interface Standard {
  readonly id: string;
  readonly project_id: string;
  name: string;
  description: string | null;
  tags: readonly string[];
  readonly created: number;
  updated: number;
  revision_number: number;
}

export interface Network extends Standard {
  admin_state_up: boolean;
  mtu: number;
  shared: boolean;
  readonly 'router:external': boolean;
  readonly availability_zone_hints: readonly string[];
}

/** Both ends belong to it. */
export interface AddressPool {
  readonly start: string;
  readonly end: string;
}

export interface Subnet extends Standard {
  readonly network_id: string;
  readonly ip_version: 4 | 6;
  readonly cidr: string;
  gateway_ip: string | null;
  allocation_pools: readonly AddressPool[];
  enable_dhcp: boolean;
  dns_nameservers: readonly string[];
  host_routes: readonly { readonly destination: string; readonly nexthop: string }[];
  /** The address that was given last, after which the search for the next one begins; empty before the first. */
  last_given: string;
}

export interface FixedIp {
  readonly subnet_id: string;
  readonly ip_address: string;
}

export interface Port extends Standard {
  readonly network_id: string;
  mac_address: string;
  admin_state_up: boolean;
  status: 'ACTIVE' | 'DOWN';
  device_id: string;
  device_owner: string;
  fixed_ips: readonly FixedIp[];
  security_groups: readonly string[];
  allowed_address_pairs: readonly object[];
  extra_dhcp_opts: readonly object[];
  'binding:vnic_type': string;
  /** Empty while it is bound to no host. */
  'binding:host_id': string;
  'binding:profile': Readonly<Record<string, unknown>>;
}

export interface SecurityGroup extends Standard {
  stateful: boolean;
}

export interface SecurityGroupRule extends Standard {
  readonly security_group_id: string;
  readonly direction: 'ingress' | 'egress';
  readonly ethertype: 'IPv4' | 'IPv6';
  readonly protocol: string | null;
  readonly port_range_min: number | null;
  readonly port_range_max: number | null;
  readonly remote_ip_prefix: string | null;
  readonly remote_group_id: string | null;
  readonly standard_attr_id: number;
}

/** What a quota can be of. */
export const counted = [
  'network',
  'subnet',
  'subnetpool',
  'port',
  'rbac_policy',
  'security_group',
  'security_group_rule',
] as const;
export type Counted = (typeof counted)[number];

/** A port in a server. */
export interface Plug {
  readonly port: string;
  /** Whether it was there before, and stays when the server is deleted. */
  readonly preserve: boolean;
  readonly tag: string | null;
}

/** What a server is to be plugged into, one thing each: a port, or a network, at an address where one is named. */
export interface NetworkRequest {
  readonly port?: string;
  readonly network: string;
  readonly address?: string;
  readonly tag: string | null;
}

/** What a server asks for, until its host has built it. */
export interface Requested {
  readonly networks: readonly NetworkRequest[];
  /** The ids of its security groups; none for the project's own. */
  readonly groups: readonly string[];
}

export interface NetworkTables {
  readonly networks: Map<string, Network>;
  readonly subnets: Map<string, Subnet>;
  readonly ports: Map<string, Port>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly securityGroupRules: Map<string, SecurityGroupRule>;
  /** The port that has an address, by `subnet/address`. */
  readonly given: Map<string, string>;
  /** The ports of each server, in the order that Nova attached them. */
  readonly plugs: Map<string, readonly Plug[]>;
  readonly requested: Map<string, Requested>;
  /** The `default` security group of each project that has been looked at. */
  readonly defaultGroups: Map<string, string>;
  /** What admins have set for a project, beside the defaults. */
  readonly quotas: Map<string, Readonly<Partial<Record<Counted, number>>>>;
  /** How many MAC addresses, and how many numbers of rules, have been given. */
  macs: number;
  rules: number;
}
