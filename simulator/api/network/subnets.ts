import { subnetsOf } from '../../network/addresses';
import { parseBlock } from '../../network/ip';
import { standard } from '../../network/security-groups';
import type { Subnet } from '../../network/tables';
import { touch } from '../../network/touch';
import { isOnOwnNetwork, seen } from './access';
import {
  address,
  addressOrNone,
  boolean,
  cidr,
  elsewhere,
  fixed,
  listOf,
  oneOf,
  recordOf,
  required,
  standardAttributes,
  string,
  tagAttributes,
  uuid,
  writable,
} from './attribute';
import { networks } from './networks';
import { badRequest, conflict, invalidInput, isRefusal, notFound, type Refusal } from './refusal';
import type { Fields, NetworkCall, Resource } from './resource';
import { fieldOf, shownStandard } from './shown';
import { allPools, firstAddress, type SubnetForm, wrongSubnet } from './subnet-form';

export const unknownSubnet = (id: string): Refusal => notFound('SubnetNotFound', `Subnet ${id} could not be found.`);

const isOnSharedNetwork = (call: NetworkCall, { network_id }: Subnet): boolean =>
  call.tables.networks.get(network_id)?.shared === true;

const overlaps = (a: string, b: string): boolean => {
  const [one, other] = [parseBlock(a), parseBlock(b)];
  return one?.version === other?.version && !!one && !!other && one.first <= other.last && other.first <= one.last;
};

/** What the fields make of the subnet, or of a new one; the pools go round the gateway where they are not given. */
function formOf(fields: Fields, before: Partial<Subnet>): SubnetForm {
  const merged = { ...before, ...fields } as unknown as SubnetForm;
  const gateway_ip = merged.gateway_ip === undefined ? firstAddress(merged.cidr) : merged.gateway_ip;
  return { ...merged, gateway_ip, allocation_pools: merged.allocation_pools ?? allPools(merged.cidr, gateway_ip) };
}

function make(call: NetworkCall, fields: Fields, project: string): Subnet | Refusal {
  const network = seen(networks, call, String(fields.network_id));
  if (isRefusal(network)) return network;
  if (fields.cidr === undefined) {
    const reason = 'a subnetpool must be specified in the absence of a cidr';
    return badRequest('BadRequest', `Bad subnets request: ${reason}.`);
  }
  const form = formOf(fields, {});
  const wrong = wrongSubnet(form);
  if (wrong) return wrong;
  if (subnetsOf(call.tables, network).some((other) => overlaps(other.cidr, form.cidr))) {
    const requested = `Requested subnet with cidr: ${form.cidr} for network: ${network.id}`;
    return invalidInput(`${requested} overlaps with another subnet`);
  }
  const subnet: Subnet = {
    ...standard(call.world, project, String(fields.name)),
    description: String(fields.description),
    network_id: network.id,
    ip_version: form.ip_version === 6 ? 6 : 4,
    cidr: form.cidr,
    gateway_ip: form.gateway_ip,
    allocation_pools: form.allocation_pools,
    enable_dhcp: form.enable_dhcp,
    dns_nameservers: form.dns_nameservers,
    host_routes: fields.host_routes as Subnet['host_routes'],
    last_given: '',
  };
  call.tables.subnets.set(subnet.id, subnet);
  touch(call.world, network);
  return subnet;
}

export const subnets: Resource<Subnet> = {
  word: 'subnet',
  path: 'subnets',
  attributes: {
    ...standardAttributes,
    name: writable(string(255), ''),
    ip_version: required(oneOf(4, 6)),
    network_id: required(uuid),
    cidr: fixed(cidr),
    gateway_ip: writable(addressOrNone),
    allocation_pools: {
      post: true,
      put: true,
      otherwise: undefined,
      read: listOf(recordOf({ start: address, end: address }, ['start', 'end'])),
    },
    enable_dhcp: writable(boolean, true),
    dns_nameservers: { post: true, put: true, otherwise: [], read: listOf(address) },
    host_routes: {
      post: true,
      put: true,
      otherwise: [],
      read: listOf(recordOf({ destination: cidr, nexthop: address }, ['destination', 'nexthop'])),
    },
    ipv6_ra_mode: elsewhere,
    ipv6_address_mode: elsewhere,
    subnetpool_id: elsewhere,
    use_default_subnetpool: elsewhere,
    prefixlen: elsewhere,
    segment_id: elsewhere,
    service_types: { post: true, put: true, otherwise: undefined, read: listOf(string(255)), notSimulated: true },
    ...tagAttributes,
  },
  table: ({ subnets }) => subnets,
  unknown: unknownSubnet,
  isShared: isOnSharedNetwork,
  isOtherwiseOwned: isOnOwnNetwork,
  field: (_, subnet, name) => fieldOf(subnet, name),
  shown: (_, subnet) => ({
    id: subnet.id,
    name: subnet.name,
    tenant_id: subnet.project_id,
    network_id: subnet.network_id,
    ip_version: subnet.ip_version,
    subnetpool_id: null,
    enable_dhcp: subnet.enable_dhcp,
    ipv6_ra_mode: null,
    ipv6_address_mode: null,
    gateway_ip: subnet.gateway_ip,
    cidr: subnet.cidr,
    allocation_pools: subnet.allocation_pools,
    host_routes: subnet.host_routes,
    dns_nameservers: subnet.dns_nameservers,
    description: subnet.description,
    service_types: [],
    ...shownStandard(subnet),
  }),
  make,
  change: (_, subnet, fields) => {
    const wrong = wrongSubnet(formOf(fields, subnet));
    if (!wrong) Object.assign(subnet, fields);
    return wrong;
  },
  remove: ({ tables }, subnet) => {
    const used = [...tables.ports.values()].some(({ fixed_ips }) =>
      fixed_ips.some(({ subnet_id }) => subnet_id === subnet.id),
    );
    if (!used) return undefined;
    const reason = 'One or more ports have an IP allocation from this subnet';
    return conflict('SubnetInUse', `Unable to complete operation on subnet ${subnet.id}: ${reason}.`);
  },
};
