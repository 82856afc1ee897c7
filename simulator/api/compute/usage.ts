import { badRequest, type Fault, isFault, policyRefuses } from '../../fault';
import type { Server } from '../../world';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, forAdmins, otherReply } from './call';
import { exact } from './times';

/** How much projects have used in a time. Source: nova/api/openstack/compute/simple_tenant_usage.py@26.2.2; not in pages. */

interface Period {
  readonly start: number;
  readonly stop: number;
}

const hour = 3_600_000;

/** A time such as 2026-01-01T00:00:00; where none is given, it is now. */
function timeIn({ request, world }: ComputeCall, field: string): number | Fault {
  const text = request.query.get(field) ?? '';
  if (text === '') return world.clock.now();
  const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$/.test(text);
  const time = isTime ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN;
  return Number.isNaN(time) ? badRequest('Invalid datetime string: Datetime is in invalid format') : time;
}

function periodOf(call: ComputeCall): Period | Fault {
  const [start, stop] = [timeIn(call, 'start'), timeIn(call, 'end')];
  if (isFault(start)) return start;
  if (isFault(stop)) return stop;
  // Nova looks at its own clock twice, so that nothing given is a time of some microseconds.
  const isNow = !call.request.query.has('start') && !call.request.query.has('end');
  if (start < stop || isNow) return { start, stop };
  return badRequest('Invalid start time. The start time cannot occur after the end time.');
}

/** Every server that ran in the period, by project; the order is that in which they were made. */
function serversIn({ world }: ComputeCall, { start, stop }: Period): ReadonlyMap<string, readonly Server[]> {
  const byProject = new Map<string, Server[]>();
  for (const server of [...world.deletedServers.values(), ...world.servers.values()]) {
    const { launchedAt, terminatedAt, identity } = server;
    if (launchedAt === null || launchedAt > stop || (terminatedAt ?? stop) < start) continue;
    byProject.set(identity.projectId, [...(byProject.get(identity.projectId) ?? []), server]);
  }
  return byProject;
}

function serverUsage(call: ComputeCall, { start, stop }: Period, server: Server) {
  const { flavor } = server;
  const launched = Number(server.launchedAt);
  const ended = server.terminatedAt;
  const hours = (Math.min(ended ?? stop, stop) - Math.max(launched, start)) / hour;
  return {
    hours,
    flavor: flavor.name,
    instance_id: server.id,
    name: server.name,
    tenant_id: server.identity.projectId,
    memory_mb: flavor.ram,
    local_gb: flavor.disk + flavor.ephemeral,
    vcpus: flavor.vcpus,
    started_at: exact(launched),
    ended_at: ended === null ? null : exact(ended),
    state: ended === null ? server.vmState : 'terminated',
    uptime: Math.floor(((ended ?? call.world.clock.now()) - launched) / 1000),
  };
}

function projectUsage(call: ComputeCall, period: Period, project: string, isDetailed: boolean) {
  const servers = serversIn(call, period).get(project);
  if (!servers) return undefined;
  const usages = servers.map((server) => serverUsage(call, period, server));
  const total = (of: (usage: (typeof usages)[number]) => number) =>
    usages.reduce((sum, usage) => sum + of(usage) * usage.hours, 0);
  return {
    tenant_id: project,
    ...(isDetailed && { server_usages: usages }),
    total_local_gb_usage: total(({ local_gb }) => local_gb),
    total_vcpus_usage: total(({ vcpus }) => vcpus),
    total_memory_mb_usage: total(({ memory_mb }) => memory_mb),
    total_hours: total(() => 1),
    start: exact(period.start),
    stop: exact(period.stop),
  };
}

const policy = (action: string) => `os_compute_api:os-simple-tenant-usage:${action}`;

export const usageRoutes = {
  'GET /os-simple-tenant-usage': (call: ComputeCall): Reply =>
    forAdmins(call, policy('list'), () => {
      const period = periodOf(call);
      if (isFault(period)) return faultReply(call, period);
      const isDetailed = call.request.query.get('detailed') === '1';
      const projects = [...serversIn(call, period).keys()];
      const tenant_usages = projects.map((project) => projectUsage(call, period, project, isDetailed));
      return otherReply(call, 200, { tenant_usages });
    }),
  'GET /os-simple-tenant-usage/{project}': (call: ComputeCall, project: string): Reply => {
    if (project !== call.caller.projectId && !isAdmin(call)) return faultReply(call, policyRefuses(policy('show')));
    const period = periodOf(call);
    if (isFault(period)) return faultReply(call, period);
    return otherReply(call, 200, { tenant_usage: projectUsage(call, period, project, true) ?? {} });
  },
};
