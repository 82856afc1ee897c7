import { type Action, essences, type Sight } from '../../simulator';
import { at, listAt, textAt } from '../../targets/clients/reading';
import { serversIn, volumesIn } from '../relations/world-view';

/**
 * What two clouds that behave alike show alike: what each tells of itself — names of hosts, flavors, times, addresses —
 * is left out. With another edition than Nova's own, its words are too.
 */
export const portable = (sights: readonly Sight[], counting: Counting): readonly string[] =>
  essences(portableSights(sights, counting)).map((seen) => seen.replaceAll(origins, 'http://its'));

const origins = /https?:\/\/[^/"]+/g;

/** What counts besides what is done. */
export interface Counting {
  /** What refusals and faults say. */
  readonly withWords: boolean;
  /** Also what two clouds may have of their own: headers, what they list, what guests say. Simulated ones have it alike. */
  readonly exactly?: boolean;
}

/** The same as sights, which look as those do that they are taken from. */
export const portableSights = (sights: readonly Sight[], { withWords, exactly = false }: Counting): readonly Sight[] =>
  sights.map(({ action, answer: { status, headers, body }, world }) => ({
    action,
    answer: { status, headers: exactly ? headers : {}, body: telling(action, status, body, withWords, exactly) },
    world: {
      servers: serversIn(world).map((server) => ({
        ...view(server, withWords),
        ...(exactly && { console: at(server, 'console') }),
      })),
      volumes: volumesIn(world).map(({ id, status }) => [id, status]),
    },
  }));

/** Of a refusal what it says; of an acceptance its shape, and the password. */
function telling(action: Action, status: number, body: unknown, withWords: boolean, exactly: boolean): unknown {
  if (status >= 400) return withWords ? body : null;
  if (action.do === 'rescue' || action.do === 'act') return body;
  if (exactly && lists.includes(action.do)) return body;
  return null;
}

const lists: readonly Action['do'][] = ['list flavors', 'list traits', 'read version document'];

function view(whole: unknown, withWords: boolean): object {
  const shown = at(whole, 'server', 'server');
  const fault = at(shown, 'fault');
  const server = shown && {
    ...Object.fromEntries(telltale.map((key) => [key, at(shown, key)])),
    image: textAt(shown, 'image', 'id') ?? null,
    fault: fault && { code: at(fault, 'code'), ...(withWords && { message: at(fault, 'message') }) },
  };
  return {
    server: server ? { server } : at(whole, 'server'),
    attached: {
      volumeAttachments: listAt(whole, 'attached', 'volumeAttachments').map((one) => ({
        volumeId: at(one, 'volumeId'),
      })),
    },
    actions: listAt(whole, 'actions').map((one) => ({
      instanceAction: {
        action: at(one, 'instanceAction', 'action'),
        message: at(one, 'instanceAction', 'message'),
        events: listAt(one, 'instanceAction', 'events').map((event) => ({
          event: at(event, 'event'),
          result: at(event, 'result'),
        })),
      },
    })),
  };
}

const telltale = ['id', 'status', 'OS-EXT-STS:vm_state', 'OS-EXT-STS:task_state'];
