import type { Server, World } from '../world';

/** The servers of a world, found by id, and in the order they were made without looking at all of them. */

/** How many deleted servers are remembered. */
const remembered = 1000;

/** The ids of the servers of a project, or with '' of all: numbers rise along the list. */
function idsOf({ serverIds }: World, projectId: string): string[] {
  const ids = serverIds.get(projectId) ?? [];
  serverIds.set(projectId, ids);
  return ids;
}

export function addServer(world: World, server: Server): void {
  world.servers.set(server.id, server);
  for (const key of ['', server.identity.projectId]) idsOf(world, key).push(server.id);
}

/** The place of the first server with this number or a later one. */
function placeOf({ servers }: World, ids: readonly string[], number: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(servers.get(String(ids[middle]))?.number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes a server off the lists; its actions can still be read for a while. */
export function removeServer(world: World, server: Server): void {
  for (const key of ['', server.identity.projectId]) {
    const ids = idsOf(world, key);
    ids.splice(placeOf(world, ids, server.number), 1);
  }
  world.servers.delete(server.id);
  world.deletedServers.set(server.id, server);
  const [oldest] = world.deletedServers.keys();
  if (world.deletedServers.size > remembered) world.deletedServers.delete(String(oldest));
}

/** The servers of a project, or with '' of all, from the newest on; with `before`, only those made before it. */
export function* newestFirst(world: World, projectId: string, before?: Server): Generator<Server> {
  const ids = idsOf(world, projectId);
  const end = before ? placeOf(world, ids, before.number) : ids.length;
  // Its servers are all there: what is taken off one list is taken off each.
  for (let place = end - 1; place >= 0; place -= 1) yield world.servers.get(String(ids[place])) as Server;
}
