import { newestFirst } from '../../compute/server-tables';
import { badRequest, isFault } from '../../fault';
import type { Server } from '../../world';
import type { Reply } from '../message';
import { limitOf, pageOf } from '../paging';
import { type ComputeCall, faultReply, otherReply } from './call';
import { nextLinks } from './links';
import { type ServerFilter, serverFilter } from './server-filters';
import { type Sorting, sortingOf, wrongQuery } from './server-query';
import { briefView, serverView } from './server-view';

/** Nova's [api]max_limit. */
const most = 1000;

/** What a sort looks at; what is not here is the same of all servers. */
const sorted: Readonly<Record<string, (server: Server) => string | number | null>> = {
  created_at: ({ number }) => number,
  display_name: ({ name }) => name,
  uuid: ({ id }) => id,
  updated_at: ({ updated }) => updated,
  launched_at: ({ launchedAt }) => launchedAt,
  terminated_at: ({ terminatedAt }) => terminatedAt,
  display_description: ({ description }) => description,
  hostname: ({ hostname }) => hostname,
  host: ({ host }) => host.name,
  node: ({ host }) => host.name,
  availability_zone: ({ host }) => host.zone,
  image_ref: ({ imageRef }) => imageRef,
  instance_type_id: ({ flavor }) => flavor.id,
  key_name: ({ keyName }) => keyName,
  launch_index: ({ launchIndex }) => launchIndex,
  locked: ({ lockedBy }) => (lockedBy === null ? 0 : 1),
  locked_by: ({ lockedBy }) => lockedBy,
  project_id: ({ identity }) => identity.projectId,
  user_id: ({ identity }) => identity.userId,
  task_state: ({ taskState }) => taskState,
  vm_state: ({ vmState }) => vmState,
};

/** What is null comes first. */
function order(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  return a === null || (b !== null && a < b) ? -1 : 1;
}

function inOrder(servers: Iterable<Server>, { keys, directions }: Sorting): readonly Server[] {
  const by = (key: string) => (Object.hasOwn(sorted, key) ? sorted[key] : undefined) ?? (() => 0);
  return [...servers].sort((a, b) => {
    const found = keys.map((key, index) => order(by(key)(a), by(key)(b)) * (directions[index] === 'asc' ? 1 : -1));
    // Where all is the same, the order in which they were made decides, the way of the first key.
    return found.find((way) => way !== 0) ?? (a.number - b.number) * (directions[0] === 'asc' ? 1 : -1);
  });
}

/** The servers that are looked at: those that are there, and those that were deleted where they are asked for. */
function candidates({ world }: ComputeCall, { projectId, deleted }: ServerFilter): Iterable<Server> {
  if (deleted === 'no') return newestFirst(world, projectId);
  const gone = [...world.deletedServers.values()].filter(
    ({ identity }) => projectId === '' || identity.projectId === projectId,
  );
  return deleted === 'only' ? gone : [...newestFirst(world, projectId), ...gone];
}

/** GET /servers and /servers/detail. The usual order is that of an index: such a page costs no more than what it shows. */
const listing =
  (collection: string, policy: string, view: (call: ComputeCall, server: Server) => object) =>
  (call: ComputeCall): Reply => {
    const { world, request } = call;
    const wrong = wrongQuery(call);
    if (wrong) return faultReply(call, wrong);
    const filter = serverFilter(call, `os_compute_api:servers:${policy}:get_all_tenants`);
    if (isFault(filter)) return faultReply(call, filter);
    const sorting = sortingOf(call);
    if (isFault(sorting)) return faultReply(call, sorting);

    const { matches } = filter;
    const limit = Number(limitOf(request.query.getAll('limit').at(-1) || null, most));
    const marker = request.query.getAll('marker').at(-1);
    const before = world.servers.get(String(marker));
    const isUsual = filter.deleted === 'no' && sorting.keys[0] === 'created_at' && sorting.directions[0] === 'desc';
    const page =
      isUsual && (before || marker === undefined)
        ? pageOf(newestFirst(world, filter.projectId, before), { limit, matches })
        : pageOf(inOrder(candidates(call, filter), sorting), { limit, marker, matches });
    if (!page) return faultReply(call, badRequest(`marker [${marker}] not found`));
    const servers = page.items.map((server) => view(call, server));
    return otherReply(call, 200, { servers, ...nextLinks(call, 'servers', collection, page) });
  };

export const listServers = listing('servers', 'index', briefView);
export const listServersInDetail = listing('servers/detail', 'detail', (call, server) => {
  call.world.clock.poll(server.id);
  return serverView(call, server);
});
