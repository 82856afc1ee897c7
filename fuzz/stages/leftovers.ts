import type { Stage, Wanted } from '../../simulator';
import { at, listAt, textAt } from '../../targets/clients/reading';
import type { ResourceKind } from '../../targets/ledger/ledger';
import { hasVolume, type Kept, type KeptServer, type KeptThing } from './kept';
import type { Leftovers } from './target-stage';
import { looking } from './under-way';

/**
 * What one play takes from those before it, and leaves to those after it.
 * @param remove removes what has these keys on the ledger
 */
export function leftovers(
  kept: Kept,
  remove: (keys: readonly string[]) => Promise<void>,
): Leftovers & { keep(places: readonly number[], stage: { readonly looking: Stage }): Promise<void> } {
  const servers: KeptServer[] = [];
  const volumes: string[] = [];
  const gone: string[] = [];

  return {
    take: (wanted, kind) => {
      if (kind === 'image') return kept.image(wanted);
      if (kind !== 'server') return undefined;
      const server = kept.takeServer(wanted);
      if (server) servers.push(server);
      return server;
    },
    makeRoom: async (wanted, kind) => {
      if (kind !== 'server' && kind !== 'volume') return;
      const one = { servers: kind === 'server' ? 1 : 0, volumes: takesVolume(wanted, kind) ? 1 : 0 };
      const going = kept.makeRoom({
        servers: servers.length + one.servers,
        volumes: servers.filter(hasVolume).length + volumes.length + one.volumes,
      });
      if (going.length > 0) await remove(going.map(({ key }) => key));
    },
    made: (thing: KeptThing, kind: ResourceKind) => {
      if (kind === 'image') kept.keepImage(thing);
      if (kind === 'server') servers.push({ ...thing, earlier: new Set() });
      if (kind === 'volume') volumes.push(thing.id);
    },
    forgetImage: (id) => {
      gone.push(id);
      kept.forgetImage(id);
    },
    earlier: (id) => servers.find((server) => server.id === id)?.earlier,
    keep: async (places, stage) => {
      for (const [place, server] of servers.entries()) {
        // Another play has other volumes, and other images than those that are gone.
        const isOwn = [...volumes, ...gone].some((id) => JSON.stringify(server.wanted).includes(id));
        if (!places.includes(place) || isOwn) continue;
        const listed = await stage.looking.send(looking('compute', `/servers/${server.id}/os-instance-actions`));
        const sent = listAt(listed.body, 'instanceActions').filter((action) => at(action, 'action') !== 'create');
        const earlier = [...server.earlier, ...sent.flatMap((action) => textAt(action, 'request_id') ?? [])];
        kept.keepServer({ ...server, earlier: new Set(earlier) });
      }
    },
  };
}

/** A server that boots from a volume that is there takes none besides. */
const takesVolume = (wanted: Wanted, kind: ResourceKind): boolean =>
  kind === 'volume' || (hasVolume({ wanted }) && !JSON.stringify(wanted.body).includes('"source_type":"volume"'));
