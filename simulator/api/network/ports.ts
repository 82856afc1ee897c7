import { type AddressWish, freeAddresses, giveAddresses, type NoAddress } from '../../network/addresses';
import { addPort, removePort } from '../../network/ports';
import type { Network, Port } from '../../network/tables';
import { isAdmin } from '../service';
import { isOnOwnNetwork, seen } from './access';
import {
  address,
  anything,
  boolean,
  elsewhere,
  listOf,
  mac,
  oneOf,
  readOnly,
  recordOf,
  required,
  standardAttributes,
  string,
  tagAttributes,
  uuid,
  writable,
} from './attribute';
import { networks } from './networks';
import { badRequest, conflict, disallowed, isRefusal, notFound, type Refusal } from './refusal';
import type { Fields, NetworkCall, Resource } from './resource';
import { securityGroups } from './security-groups';
import { fieldOf, shownStandard } from './shown';
import { unknownSubnet } from './subnets';

export const unknownPort = (id: string): Refusal => notFound('PortNotFound', `Port ${id} could not be found.`);

/** A list of records that is asked for key by key, as `fixed_ips=ip_address=10.0.0.1`. */
const byKey =
  <T>(list: (record: T) => readonly object[]) =>
  (record: T, values: readonly string[]): boolean => {
    const wanted = values.map((value) => /^(\w+)=(.*)$/.exec(value));
    return list(record).some((item) =>
      wanted.every((one) => {
        const [, key = '', value = ''] = one ?? [];
        const own = new Map(Object.entries(item));
        return key === 'ip_address_substr' ? String(own.get('ip_address')).includes(value) : own.get(key) === value;
      }),
    );
  };

const refusalOf = (why: NoAddress, network: string): Refusal => {
  switch (why.kind) {
    case 'exhausted':
      return conflict('IpAddressGenerationFailure', `No more IP addresses available on network ${network}.`);
    case 'taken': {
      const message = `IP address ${why.address} already allocated in subnet ${why.subnet}`;
      return conflict('IpAddressAlreadyAllocated', message);
    }
    case 'elsewhere': {
      const none = 'is not a valid IP for the specified subnet';
      return badRequest('InvalidIpForSubnet', `IP address ${why.address} ${none}.`);
    }
  }
};

/** The first of the groups, or of the subnets, that the caller cannot see or that there is not. */
function unknownOf(call: NetworkCall, fields: Fields): Refusal | undefined {
  const groups = (fields.security_groups ?? []) as readonly string[];
  for (const id of groups) {
    const group = seen(securityGroups, call, id);
    if (isRefusal(group)) return group;
  }
  const wishes = (fields.fixed_ips ?? []) as readonly AddressWish[];
  const missing = wishes.find(({ subnet_id }) => subnet_id !== undefined && !call.tables.subnets.has(subnet_id));
  return missing && unknownSubnet(String(missing.subnet_id));
}

/** What only the owner of a network, or an admin, may ask of a port on it. */
function ownersRule(call: NetworkCall, network_id: string, fields: Fields, verb: string): string | undefined {
  if (isAdmin(call) || isOnOwnNetwork(call, { network_id })) return undefined;
  const wishes = (fields.fixed_ips ?? []) as readonly AddressWish[];
  const rule = `rule:${verb}_port`;
  if (fields.mac_address !== undefined) return `(${rule} and ${rule}:mac_address)`;
  if (!wishes.some(({ ip_address }) => ip_address !== undefined)) return undefined;
  return `(${rule} and (${rule}:fixed_ips and (${rule}:fixed_ips:ip_address)))`;
}

const isTaken = ({ tables }: NetworkCall, { id }: Network, mac: unknown): boolean =>
  [...tables.ports.values()].some(({ network_id, mac_address }) => network_id === id && mac_address === mac);

function make(call: NetworkCall, fields: Fields, project: string): Port | Refusal {
  const network = seen(networks, call, String(fields.network_id));
  if (isRefusal(network)) return network;
  const rule = ownersRule(call, network.id, fields, 'create');
  if (rule !== undefined) return disallowed(rule);
  const unknown = unknownOf(call, fields);
  if (unknown) return unknown;
  const { fixed_ips, tenant_id: _, project_id: __, ...own } = fields;
  const { mac_address } = own;
  if (mac_address !== undefined && isTaken(call, network, mac_address)) {
    const message = `Unable to complete operation for network ${network.id}. The mac address ${mac_address} is in use.`;
    return conflict('MacAddressInUse', message);
  }
  const addresses = fixed_ips as readonly AddressWish[] | undefined;
  const port = addPort(call.world, network, project, { ...(own as Partial<Port>), addresses });
  return 'kind' in port ? refusalOf(port, network.id) : port;
}

function change(call: NetworkCall, port: Port, fields: Fields): Refusal | undefined {
  const { network_id } = port;
  const rule = ownersRule(call, network_id, fields, 'update');
  const unknown = rule === undefined ? unknownOf(call, fields) : disallowed(rule);
  if (unknown) return unknown;
  const { fixed_ips, ...own } = fields;
  if (fixed_ips !== undefined) {
    const before = port.fixed_ips;
    freeAddresses(call.tables, before);
    const given = giveAddresses(call.tables, { id: network_id }, port.id, fixed_ips as readonly AddressWish[]);
    if ('kind' in given) {
      giveAddresses(call.tables, { id: network_id }, port.id, before);
      return refusalOf(given, network_id);
    }
    port.fixed_ips = given;
  }
  Object.assign(port, own);
  return undefined;
}

const hidden = { adminSets: true } as const;

export const ports: Resource<Port> = {
  word: 'port',
  path: 'ports',
  attributes: {
    ...standardAttributes,
    name: writable(string(255), ''),
    network_id: required(uuid),
    admin_state_up: writable(boolean, true),
    mac_address: writable(mac),
    fixed_ips: {
      post: true,
      put: true,
      otherwise: undefined,
      read: listOf(recordOf({ subnet_id: uuid, ip_address: address })),
      filter: true,
    },
    device_id: writable(string(255), ''),
    device_owner: writable(string(255), ''),
    status: readOnly,
    security_groups: { post: true, put: true, otherwise: undefined, read: listOf(uuid), filter: true },
    allowed_address_pairs: {
      post: true,
      put: true,
      otherwise: [],
      read: listOf(recordOf({ mac_address: mac, ip_address: anything }, ['ip_address'])),
    },
    extra_dhcp_opts: { post: true, put: true, otherwise: [], read: listOf(anything) },
    'binding:vnic_type': writable(oneOf('normal', 'direct', 'macvtap', 'baremetal', 'direct-physical'), 'normal'),
    'binding:host_id': { ...writable(string(255), ''), ...hidden },
    'binding:profile': { post: true, put: true, otherwise: {}, read: anything, ...hidden },
    device_profile: elsewhere,
    numa_affinity_policy: elsewhere,
    ...tagAttributes,
  },
  table: ({ ports }) => ports,
  unknown: unknownPort,
  field: (_, port, name) => fieldOf(port, name),
  filters: {
    fixed_ips: byKey(({ fixed_ips }) => fixed_ips),
    security_groups: ({ security_groups }, values) => values.some((id) => security_groups.includes(id)),
  },
  shown: (call, port) => ({
    id: port.id,
    name: port.name,
    network_id: port.network_id,
    tenant_id: port.project_id,
    mac_address: port.mac_address,
    admin_state_up: port.admin_state_up,
    status: port.status,
    device_id: port.device_id,
    device_owner: port.device_owner,
    fixed_ips: port.fixed_ips,
    allowed_address_pairs: port.allowed_address_pairs,
    extra_dhcp_opts: port.extra_dhcp_opts,
    security_groups: port.security_groups,
    description: port.description,
    'binding:vnic_type': port['binding:vnic_type'],
    ...(isAdmin(call) && bindingOf(port)),
    ...shownStandard(port),
  }),
  make,
  change,
  remove: ({ tables }, port) => {
    removePort(tables, port);
    return undefined;
  },
};

/** What a port is plugged into, for admins to see. */
const bindingOf = (port: Port) => ({
  'binding:profile': port['binding:profile'],
  'binding:host_id': port['binding:host_id'],
  'binding:vif_type': port['binding:host_id'] === '' ? 'unbound' : 'ovs',
  'binding:vif_details': port['binding:host_id'] === '' ? {} : { port_filter: true },
});
