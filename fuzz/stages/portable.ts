import { type Action, essences, type Sight } from '../../simulator';
import { at, listAt, textAt } from '../../targets/clients/reading';
import { serversIn, volumesIn } from '../relations/world-view';

/**
 * What two clouds that behave alike show alike: what each tells of itself — names of hosts, flavors, times, addresses —
 * is left out. With another edition than Nova's own, its words are too.
 */
export function portable(sights: readonly Sight[], { withWords }: { readonly withWords: boolean }): readonly string[] {
  const reduced = sights.map(({ action, answer: { status, body }, world }) => ({
    action,
    answer: { status, headers: {}, body: telling(action, status, body, withWords) },
    world: { servers: serversIn(world).map((server) => view(server, withWords)), volumes: volumesIn(world) },
  }));
  return essences(reduced);
}

/** Of a refusal what it says; of an acceptance its shape, and the password. */
function telling(action: Action, status: number, body: unknown, withWords: boolean): unknown {
  if (status >= 400) return withWords ? body : null;
  if (action.do === 'rescue' || action.do === 'act') return body;
  return null;
}

function view(server: unknown, withWords: boolean): unknown {
  const shown = at(server, 'server', 'server');
  if (shown === undefined) return at(server, 'server');
  const fault = at(shown, 'fault');
  return {
    id: at(shown, 'id'),
    status: at(shown, 'status'),
    vmState: at(shown, 'OS-EXT-STS:vm_state'),
    task: at(shown, 'OS-EXT-STS:task_state'),
    image: textAt(shown, 'image', 'id') ?? null,
    fault:
      fault === undefined ? null : { code: at(fault, 'code'), ...(withWords && { message: at(fault, 'message') }) },
    attached: listAt(server, 'attached', 'volumeAttachments').map((one) => at(one, 'volumeId')),
    actions: listAt(server, 'actions').map((one) => ({
      action: at(one, 'instanceAction', 'action'),
      message: at(one, 'instanceAction', 'message'),
      results: listAt(one, 'instanceAction', 'events').map((event) => [at(event, 'event'), at(event, 'result')]),
    })),
  };
}
