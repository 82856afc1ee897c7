import { badRequest, conflict, type Fault, forbidden, isFault } from '../../fault';
import { portWith, subnetsOf } from '../../network/addresses';
import { defaultGroup } from '../../network/security-groups';
import type { Network, NetworkRequest, Requested, SecurityGroup } from '../../network/tables';
import { recordOf, textOr } from '../message';
import { quotaOf, usedOf } from '../network/quota-check';
import type { ComputeCall } from './call';

/**
 * What a request to create a server says of networks and security groups: all that Nova looks at before it answers.
 * Source: _get_requested_networks in nova/api/openstack/compute/servers.py, _ports_needed_per_instance in
 * nova/network/neutron.py, validate_name in nova/network/security_group_api.py @26.2.2.
 */

type Asked = NetworkRequest | Fault;

/** The networks that the caller's project can use. */
const usable = ({ world, caller }: ComputeCall): readonly Network[] =>
  [...world.network.networks.values()].filter(({ project_id, shared }) => shared || project_id === caller.projectId);

/** The only network there is, if there is one. */
function anyNetwork(call: ComputeCall): readonly NetworkRequest[] | Fault {
  const networks = usable(call);
  if (networks.length > 1) {
    return conflict('Multiple possible networks found, use a Network ID to be more specific.');
  }
  return networks
    .filter((network) => subnetsOf(call.world.network, network).length > 0)
    .map(({ id }) => ({ network: id, tag: null }));
}

function onPort(call: ComputeCall, id: string, tag: string | null): Asked {
  const port = call.world.network.ports.get(id);
  if (port?.project_id !== call.caller.projectId) return badRequest(`Port id ${id} could not be found.`);
  if (port.device_id !== '') return conflict(`Port ${id} is still in use.`);
  if (port.fixed_ips.length === 0) return badRequest(`Port ${id} requires a FixedIP in order to be used.`);
  return { port: id, network: port.network_id, tag };
}

function onNetwork(call: ComputeCall, id: string, address: string | undefined, tag: string | null): Asked {
  const tables = call.world.network;
  const network = usable(call).find((one) => one.id === id);
  if (!network) return badRequest(`Network ${id} could not be found.`);
  const subnets = subnetsOf(tables, network);
  if (subnets.length === 0) {
    return badRequest(`Network ${id} requires a subnet in order to boot instances on.`);
  }
  if (address === undefined) return { network: id, tag };
  for (const { id: subnet_id } of subnets) {
    const port = portWith(tables, { subnet_id, ip_address: address });
    const server = port === undefined ? undefined : tables.ports.get(port)?.device_id;
    if (server !== undefined) {
      return badRequest(`Fixed IP address ${address} is already in use on instance ${server}.`);
    }
  }
  return { network: id, address, tag };
}

function one(call: ComputeCall, wanted: unknown): Asked {
  const { uuid, port, fixed_ip, tag } = recordOf(wanted);
  const label = typeof tag === 'string' ? tag : null;
  const address = typeof fixed_ip === 'string' ? fixed_ip : undefined;
  if (typeof port === 'string') {
    if (address === undefined) return onPort(call, port, label);
    const both = `Specified Fixed IP '${address}' cannot be used with port '${port}'`;
    return badRequest(`${both}: the two cannot be specified together.`);
  }
  return typeof uuid === 'string'
    ? onNetwork(call, uuid, address, label)
    : badRequest("Bad network format: missing 'uuid'");
}

const twice = (ids: readonly unknown[]): string | undefined =>
  ids.filter((id) => typeof id === 'string').find((id, index, all) => all.indexOf(id) !== index);

function networksOf(call: ComputeCall, wanted: unknown): readonly NetworkRequest[] | Fault {
  if (wanted === 'none') return [];
  if (!Array.isArray(wanted) || wanted.length === 0) return anyNetwork(call);
  const port = twice(wanted.map((entry) => recordOf(entry).port));
  if (port !== undefined) {
    return badRequest(`Port ID '${port}' was specified twice: you cannot attach a port multiple times.`);
  }
  const requests: NetworkRequest[] = [];
  for (const entry of wanted) {
    const asked = one(call, entry);
    if (isFault(asked)) return asked;
    requests.push(asked);
  }
  return requests;
}

/** The project's groups of this name, or the one with this id. */
export const groupsNamed = ({ world, caller }: ComputeCall, name: string): readonly SecurityGroup[] => {
  const own = [...world.network.securityGroups.values()].filter(({ project_id }) => project_id === caller.projectId);
  const withId = own.filter(({ id }) => id === name);
  return withId.length > 0 ? withId : own.filter((group) => group.name === name);
};

export const severalMatch = (name: string): Fault =>
  conflict(`Multiple security_group matches found for name '${name}', use an ID to be more specific.`);

function groupsOf(call: ComputeCall, wanted: unknown): readonly string[] | Fault {
  const ids: string[] = [];
  for (const entry of Array.isArray(wanted) ? wanted : []) {
    const name = textOr(recordOf(entry).name, '');
    if (name === 'default') {
      ids.push(defaultGroup(call.world, call.caller.projectId));
      continue;
    }
    const [group, ...more] = groupsNamed(call, name);
    if (!group) return badRequest(`Unable to find security_group with name or id '${name}'`);
    if (more.length > 0) return severalMatch(name);
    ids.push(group.id);
  }
  return [...new Set(ids)];
}

/** Whether the project may have so many ports more. */
function overQuota({ world, caller }: ComputeCall, requests: readonly NetworkRequest[], servers: number): boolean {
  const { port: limit } = quotaOf(world.network, caller.projectId);
  const needed = requests.filter(({ port }) => port === undefined).length * servers;
  return limit >= 0 && needed > 0 && usedOf(world.network, caller.projectId, 'port') + needed > limit;
}

/** @param servers how many are asked for */
export function requestedNetworks(
  call: ComputeCall,
  wanted: Readonly<Record<string, unknown>>,
  servers = 1,
): Requested | Fault {
  const groups = groupsOf(call, wanted.security_groups);
  if (!Array.isArray(groups)) return groups as Fault;
  const networks = networksOf(call, wanted.networks);
  if (!Array.isArray(networks)) return networks as Fault;
  return overQuota(call, networks, servers) ? forbidden('Maximum number of ports exceeded') : { networks, groups };
}
