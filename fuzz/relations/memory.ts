import type { Action, Place, Sight } from '../../simulator';
import { isAccepted } from './relation';

/** What the actions that were accepted so far have made of a server. */
interface RememberedServer {
  readonly isVolumeBacked: boolean;
  readonly on: Place;
  readonly isLocked: boolean;
}

/** What follows from the actions and their answers alone. */
export interface Memory {
  readonly servers: readonly RememberedServer[];
  /** The kinds of hosts that report the trait. */
  readonly capable: readonly Place[];
  /** Whether something may still be under way. */
  readonly isBusy: boolean;
  /** Whether somebody has changed the status of a volume in Cinder's books. */
  readonly areVolumesReset: boolean;
}

export const noMemory: Memory = {
  servers: [],
  capable: ['capable', 'libvirt'],
  isBusy: false,
  areVolumesReset: false,
};

/** The index of the server that an action is about. */
export const indexOf = (action: Action, { servers }: Memory): number =>
  ('server' in action && action.server !== undefined ? action.server : servers.length) - 1;

export function remember(memory: Memory, action: Action, sight: Sight): Memory {
  const after = { ...memory, isBusy: action.unawaited === true };
  if (action.do === 'create') {
    const server = { isVolumeBacked: action.boots !== 'image', on: action.on ?? 'capable', isLocked: false };
    return { ...after, servers: [...memory.servers, server] };
  }
  if (!isAccepted(sight)) return after;
  if (action.do === 'reset volume') return { ...after, areVolumesReset: true };
  if (action.do === 'set trait') {
    const others = memory.capable.filter((place) => place !== action.on);
    return { ...after, capable: action.to === 'present' ? [...others, action.on] : others };
  }
  if (action.do !== 'lock' && action.do !== 'unlock') return after;
  const index = indexOf(action, memory);
  const isLocked = action.do === 'lock';
  return {
    ...after,
    servers: memory.servers.map((server, place) => (place === index ? { ...server, isLocked } : server)),
  };
}
