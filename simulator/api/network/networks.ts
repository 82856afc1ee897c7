import { subnetsOf } from '../../network/addresses';
import { standard } from '../../network/security-groups';
import type { Network } from '../../network/tables';
import { isAdmin } from '../service';
import {
  anything,
  boolean,
  listOf,
  natural,
  readOnly,
  standardAttributes,
  string,
  tagAttributes,
  writable,
} from './attribute';
import { conflict, notFound, type Refusal } from './refusal';
import type { Resource } from './resource';
import { fieldOf, shownStandard } from './shown';

export const unknownNetwork = (id: string): Refusal => notFound('NetworkNotFound', `Network ${id} could not be found.`);

const provider = {
  post: true,
  put: true,
  otherwise: undefined,
  read: anything,
  adminSets: true,
  filter: true,
  sort: true,
} as const;

/** What the network is made of, which only admins see: nothing but the host itself. */
const local: Readonly<Record<string, unknown>> = {
  'provider:network_type': 'local',
  'provider:physical_network': null,
  'provider:segmentation_id': null,
};

export const networks: Resource<Network> = {
  word: 'network',
  path: 'networks',
  attributes: {
    ...standardAttributes,
    name: writable(string(255), ''),
    admin_state_up: writable(boolean, true),
    status: readOnly,
    shared: { ...writable(boolean, false), adminSets: true },
    'router:external': { ...writable(boolean, false), adminSets: true },
    mtu: writable(natural, 0),
    availability_zone_hints: { post: true, put: false, otherwise: [], read: listOf(string(255)) },
    'provider:network_type': provider,
    'provider:physical_network': provider,
    'provider:segmentation_id': provider,
    ...tagAttributes,
  },
  table: ({ networks }) => networks,
  unknown: unknownNetwork,
  isShared: (_, { shared }) => shared,
  field: (_, network, name) => (name === 'status' ? 'ACTIVE' : (local[name] ?? fieldOf(network, name))),
  shown: (call, network) => ({
    id: network.id,
    name: network.name,
    tenant_id: network.project_id,
    admin_state_up: network.admin_state_up,
    mtu: network.mtu,
    status: 'ACTIVE',
    subnets: subnetsOf(call.tables, network).map(({ id }) => id),
    shared: network.shared,
    availability_zone_hints: network.availability_zone_hints,
    availability_zones: [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
    'router:external': network['router:external'],
    description: network.description,
    ...shownStandard(network),
    ...(isAdmin(call) && local),
  }),
  make: (call, fields, project) => {
    const network: Network = {
      ...standard(call.world, project, String(fields.name)),
      description: String(fields.description),
      admin_state_up: fields.admin_state_up === true,
      mtu: Number(fields.mtu) || 1500,
      shared: fields.shared === true,
      'router:external': fields['router:external'] === true,
      availability_zone_hints: fields.availability_zone_hints as readonly string[],
      revision_number: 1,
    };
    call.tables.networks.set(network.id, network);
    return network;
  },
  change: (_, network, fields) => {
    Object.assign(network, fields);
    return undefined;
  },
  remove: ({ tables }, network) => {
    const ports = [...tables.ports.values()].filter(({ network_id }) => network_id === network.id);
    if (ports.length > 0) {
      const ids = ports.map(({ id }) => id).join(',');
      const reason = `There are one or more ports still in use on the network, id for these ports is: ${ids}`;
      return conflict('NetworkInUse', `Unable to complete operation on network ${network.id}. ${reason}.`);
    }
    for (const { id } of subnetsOf(tables, network)) tables.subnets.delete(id);
    return undefined;
  },
};
