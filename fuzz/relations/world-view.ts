import { at, listAt } from '../../targets/clients/reading';

/** What a play shows of the world after an action, read with care: nobody promises what a cloud shows. */

export const serversIn = (world: unknown): readonly unknown[] => listAt(world, 'servers');

/** One server of those that were made, with what is attached to it. */
export const serverIn = (world: unknown, index: number): unknown => serversIn(world)[index];

/** Every volume that any server was ever seen with. */
export const volumesIn = (world: unknown): readonly { readonly id: unknown; readonly status: unknown }[] =>
  listAt(world, 'volumes').map((volume) =>
    Array.isArray(volume) ? { id: volume[0], status: volume[1] } : { id: undefined, status: undefined },
  );

/** The world without what only ever grows: lists of actions, consoles, and what tells when. */
export const withoutHistory = (world: unknown): unknown => ({
  servers: serversIn(world).map((server) => ({ server: at(server, 'server'), attached: at(server, 'attached') })),
  volumes: at(world, 'volumes'),
});
