import { newestFirst } from '../../compute/server-tables';
import { serviceOn } from '../../compute/zones';
import { badRequest, type Fault, notFound } from '../../fault';
import type { Host, Server } from '../../world';
import { isTrue } from '../is-true';
import { notSimulated, type Reply } from '../message';
import { pageOf } from '../paging';
import { pythonJson } from '../python-json';
import { explanations } from '../webob';
import { available } from './available';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply } from './call';
import { nextLinks } from './links';
import { invalidQuery, repr } from './schema-message';

/** The compute hosts. Source: nova/api/openstack/compute/hypervisors.py@26.2.2; what they are made of, as Nova's fake driver has it. */

const policy = (action: string) => `os_compute_api:os-hypervisors:${action}`;

/** Hosts are numbered from 1. */
const numberOf = ({ world }: ComputeCall, host: Host): number => world.hosts.indexOf(host) + 1;

const idOf = (call: ComputeCall, host: Host): string | number =>
  isSince(call, 53) ? host.providerId : numberOf(call, host);

const serversOn = ({ world }: ComputeCall, host: Host): readonly Server[] =>
  [...newestFirst(world, '')].filter((server) => server.host === host);

const instanceName = ({ number }: Server) => `instance-${number.toString(16).padStart(8, '0')}`;

const withServers = (call: ComputeCall, host: Host) => {
  const servers = serversOn(call, host).map((server) => ({ name: instanceName(server), uuid: server.id }));
  return servers.length > 0 || isSince(call, 75) ? { servers } : {};
};

const brief = (call: ComputeCall, host: Host) => {
  const service = serviceOn(call.world, host.name);
  return {
    id: idOf(call, host),
    hypervisor_hostname: host.name,
    state: service?.forcedDown ? 'down' : 'up',
    status: service?.isDisabled ? 'disabled' : 'enabled',
  };
};

const cpu = {
  arch: 'x86_64',
  model: 'Nehalem',
  vendor: 'Intel',
  features: ['pge', 'clflush'],
  topology: { cores: 1, threads: 1, sockets: 4 },
};

/** What Nova keeps for itself, in MiB. */
const reserved = 512;

/** How large it is, and how much of it is taken. */
function resources(call: ComputeCall, host: Host) {
  const servers = serversOn(call, host);
  const sum = (of: (server: Server) => number) => servers.reduce((total, server) => total + of(server), 0);
  const [vcpus, memory_mb, local_gb] = [1000, host.memory, 600000];
  const memory_mb_used = reserved + sum(({ flavor }) => flavor.ram);
  const local_gb_used = sum(({ flavor, isVolumeBacked }) => (isVolumeBacked ? 0 : flavor.disk));
  return {
    vcpus,
    memory_mb,
    local_gb,
    vcpus_used: sum(({ flavor }) => flavor.vcpus),
    memory_mb_used,
    local_gb_used,
    free_ram_mb: memory_mb - memory_mb_used,
    free_disk_gb: local_gb - local_gb_used,
    current_workload: 0,
    running_vms: servers.length,
    disk_available_least: 0,
  };
}

function detail(call: ComputeCall, host: Host) {
  const service = serviceOn(call.world, host.name);
  return {
    ...brief(call, host),
    hypervisor_type: host.driver === 'fake' ? 'fake' : 'QEMU',
    hypervisor_version: host.driver === 'fake' ? 1000 : 7002022,
    host_ip: '127.0.0.1',
    service: {
      id: isSince(call, 53) ? service?.uuid : service?.number,
      host: host.name,
      disabled_reason: service?.disabledReason ?? null,
    },
    // From 2.88 on it is Placement that tells how much there is, and it is text before 2.28.
    ...(isSince(call, 88)
      ? { uptime: null }
      : { ...resources(call, host), cpu_info: isSince(call, 28) ? cpu : pythonJson(cpu) }),
  };
}

/** The hosts that a list is of. */
function matching(call: ComputeCall): readonly Host[] | Fault {
  const { query } = call.request;
  const pattern = query.get('hypervisor_hostname_pattern');
  if (pattern === null || !isSince(call, 53)) return call.world.hosts;
  if (query.has('limit') || query.has('marker')) return badRequest(explanations[400]);
  const found = call.world.hosts.filter(({ name }) => name.includes(pattern));
  return found.length > 0 ? found : notFound(`No hypervisor matching '${pattern}' could be found.`);
}

/** Pages came with 2.33; the servers of each with 2.53. */
const listing =
  (collection: string, action: string, view: (call: ComputeCall, host: Host) => object) =>
  (call: ComputeCall): Reply =>
    forAdmins(call, policy(action), () => {
      const { query } = call.request;
      const [asked, marker] = isSince(call, 33)
        ? [query.get('limit'), query.get('marker') ?? undefined]
        : [null, undefined];
      if (asked !== null && !/^[0-9]*$/.test(asked)) {
        return faultReply(call, badRequest(invalidQuery('limit', asked, `${repr(asked)} does not match '^[0-9]*$'`)));
      }
      const hosts = matching(call);
      if ('message' in hosts) return faultReply(call, hosts);
      const withIds = hosts.map((host) => ({ id: String(idOf(call, host)), host }));
      const page = pageOf(withIds, { limit: Number(asked || 1000), marker });
      if (!page) return faultReply(call, badRequest(`marker [${marker}] not found`));
      const hasServers = isSince(call, 53) && isTrue(query.get('with_servers'));
      return otherReply(call, 200, {
        hypervisors: page.items.map(({ host }) => ({
          ...view(call, host),
          ...(hasServers && withServers(call, host)),
        })),
        ...(isSince(call, 33) && nextLinks(call, 'hypervisors', collection, page)),
      });
    });

const uuid = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** By the UUID from 2.53, by the number before. */
function withHost(call: ComputeCall, id: string, answer: (host: Host) => Reply): Reply {
  if (isSince(call, 53) && !uuid.test(id)) return faultReply(call, badRequest(`Invalid uuid ${id}`));
  const host = call.world.hosts.find((one) => String(idOf(call, one)) === id);
  return host ? answer(host) : faultReply(call, notFound(`Hypervisor with ID '${id}' could not be found.`));
}

/** By a part of the name, as it was before 2.53. */
const searching = (action: string, more: (call: ComputeCall, host: Host) => object) =>
  available({ until: 53 }, (call, pattern = '') =>
    forAdmins(call, policy(action), () => {
      const hosts = call.world.hosts.filter(({ name }) => name.includes(pattern));
      if (hosts.length === 0) return faultReply(call, notFound(`No hypervisor matching '${pattern}' could be found.`));
      const hypervisors = hosts.map((host) => ({ ...brief(call, host), ...more(call, host) }));
      return otherReply(call, 200, { hypervisors });
    }),
  );

function statistics(call: ComputeCall): Reply {
  const totals: Record<string, number> = { count: call.world.hosts.length };
  for (const host of call.world.hosts) {
    for (const [name, value] of Object.entries(resources(call, host))) totals[name] = (totals[name] ?? 0) + value;
  }
  return otherReply(call, 200, { hypervisor_statistics: totals });
}

export const hypervisorRoutes = {
  'GET /os-hypervisors': listing('os-hypervisors', 'list', brief),
  'GET /os-hypervisors/detail': listing('os-hypervisors/detail', 'list-detail', detail),
  'GET /os-hypervisors/statistics': available({ until: 88 }, (call) =>
    forAdmins(call, policy('statistics'), () => statistics(call)),
  ),
  'GET /os-hypervisors/{id}': (call: ComputeCall, id: string): Reply =>
    forAdmins(call, policy('show'), () =>
      withHost(call, id, (host) => {
        const has = isSince(call, 53) && isTrue(call.request.query.get('with_servers'));
        return otherReply(call, 200, { hypervisor: { ...detail(call, host), ...(has && withServers(call, host)) } });
      }),
    ),
  'GET /os-hypervisors/{id}/uptime': available({ until: 88 }, (call, id = '') =>
    forAdmins(call, policy('uptime'), () => withHost(call, id, () => notSimulated('the uptime of a hypervisor'))),
  ),
  'GET /os-hypervisors/{id}/search': searching('search', () => ({})),
  'GET /os-hypervisors/{id}/servers': searching('servers', withServers),
};
