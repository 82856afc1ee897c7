import { at, listAt } from '../../targets/clients/reading';
import { serversIn, volumesIn } from '../relations/world-view';

/** What can be taken back without a trace, by its name in the list of actions. */
const reversible = [
  'create',
  ...['rescue', 'unrescue', 'lock', 'unlock', 'pause', 'unpause'],
  ...['suspend', 'resume', 'start', 'stop', 'reboot'],
];

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
  const actions = listAt(server, 'actions').map((action) => at(action, 'instanceAction'));
  const names = actions.map((action) => String(at(action, 'action')));
  const [lastLock] = names.filter((name) => name === 'lock' || name === 'unlock');
  const attached = listAt(server, 'attached', 'volumeAttachments').map((one) => at(one, 'volumeId'));
  return (
    at(shown, 'status') === 'ACTIVE' &&
    at(shown, 'OS-EXT-STS:vm_state') === 'active' &&
    at(shown, 'OS-EXT-STS:task_state') === null &&
    names.every((name) => reversible.includes(name)) &&
    actions.every((action) => at(action, 'message') === null) &&
    lastLock !== 'lock' &&
    volumesIn(world).every(({ id, status }) => !attached.includes(id) || status === 'in-use')
  );
}
