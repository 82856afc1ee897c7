import { statusOf } from '../compute/statuses';
import type { ServedCloud } from '../handle';
import { format } from '../microversion';
import type { Server, World } from '../world';
import type { SeenCloud, SeenHost, SeenServer, UnderWay } from './control';

/** What whoever controls a cloud sees of it. */

export const seenCloud = ({ options, world, behaviour, requests }: ServedCloud): SeenCloud => ({
  now: world.clock.now(),
  edition: options.edition,
  driver: options.driver,
  seed: options.seed,
  departure: options.departure ?? null,
  fault: options.fault ?? null,
  maxMicroversion: format(behaviour.range.newest),
  requests: requests.count(),
});

export const seenServer = (server: Server): SeenServer => ({
  id: server.id,
  name: server.name,
  status: statusOf(server),
  vmState: server.vmState,
  taskState: server.taskState,
  host: server.host.name,
  isVolumeBacked: server.isVolumeBacked,
  projectId: server.identity.projectId,
});

export function seenHosts({ hosts, servers }: World): readonly SeenHost[] {
  const counts = new Map<string, number>();
  for (const { host } of servers.values()) counts.set(host.name, (counts.get(host.name) ?? 0) + 1);
  return hosts.map(({ name, zone, driver, traits, memory }) => ({
    name,
    zone,
    driver,
    traits: [...traits],
    memory,
    servers: counts.get(name) ?? 0,
  }));
}

/** Those that end at a known time first, in that order. */
export const underWay = ({ clock: { state } }: World): readonly UnderWay[] => [
  ...state.due.map(({ at, transition: { kind, id } }) => ({ kind, id, at, polls: null })),
  ...state.waiting.map(({ polls, transition: { kind, id } }) => ({ kind, id, at: null, polls })),
];
