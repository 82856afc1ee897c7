import { at, listAt } from '../../targets/clients/reading';
import { serversIn, volumesIn } from '../relations/world-view';

/** What can be taken back without a trace, by its name in the list of actions. */
const reversible = [
  'create',
  ...['rescue', 'unrescue', 'lock', 'unlock', 'pause', 'unpause'],
  ...['suspend', 'resume', 'start', 'stop', 'reboot'],
];

const actionsOf = (server: unknown) => listAt(server, 'actions').map((action) => at(action, 'instanceAction'));

/** Whether nothing was done to a server that leaves a trace, and nothing has failed. */
export const isReversible = (server: unknown): boolean =>
  actionsOf(server).every(
    (action) => reversible.includes(String(at(action, 'action'))) && at(action, 'message') === null,
  );

/** Whether it was locked or unlocked last; undefined where neither. */
export const lastLockOf = (server: unknown): unknown =>
  actionsOf(server)
    .map((action) => at(action, 'action'))
    .find((name) => name === 'lock' || name === 'unlock');

/**
 * Which servers are, at the end of a play, as they were when they had just been made: running, not locked, with nothing
 * done to them that leaves a trace.
 * @param world what the model shows at the end
 * @returns their places in it
 */
export const asNew = (world: unknown): readonly number[] =>
  serversIn(world).flatMap((server, place) => (isAsNew(server, world) ? [place] : []));

function isAsNew(server: unknown, world: unknown): boolean {
  const shown = at(server, 'server', 'server');
  const attached = listAt(server, 'attached', 'volumeAttachments').map((one) => at(one, 'volumeId'));
  return (
    at(shown, 'status') === 'ACTIVE' &&
    at(shown, 'OS-EXT-STS:vm_state') === 'active' &&
    at(shown, 'OS-EXT-STS:task_state') === null &&
    isReversible(server) &&
    lastLockOf(server) !== 'lock' &&
    volumesIn(world).every(({ id, status }) => !attached.includes(id) || status === 'in-use')
  );
}
