import type { Action, Sight } from '../../simulator';
import { textAt } from '../../targets/clients/reading';
import { serversIn } from '../relations/world-view';
import { isReversible, lastLockOf } from './as-new';

/** What takes a server from each state back to where it began. */
const ways: Readonly<Record<string, 'unrescue' | 'os-start' | 'unpause' | 'resume'>> = {
  RESCUE: 'unrescue',
  SHUTOFF: 'os-start',
  PAUSED: 'unpause',
  SUSPENDED: 'resume',
};

/**
 * The actions that, played after these, make servers as new again, so that later plays may be given them. They are
 * compared like any others.
 * @param sights what the model has shown
 */
export function homeward(sights: readonly Sight[]): readonly Action[] {
  const creations = sights.filter(({ action }) => action.do === 'create');
  // Servers are counted as they were asked for; what the world shows are those that were made.
  const numbers = creations.flatMap(({ answer }, index) => (textAt(answer.body, 'server', 'id') ? [index + 1] : []));
  return serversIn(sights.at(-1)?.world).flatMap((server, place): readonly Action[] => {
    const number = numbers[place];
    if (!isReversible(server)) return [];
    // The last one needs no number.
    const of = number === undefined || number === creations.length ? {} : { server: number };
    const way = ways[textAt(server, 'server', 'server', 'status') ?? ''];
    const unlock = lastLockOf(server) === 'lock' ? [{ do: 'unlock', as: 'admin', ...of } as const] : [];
    return way ? [...unlock, { do: way, ...of }] : unlock;
  });
}
