import type { Answered, Wanted } from '../../simulator';
import { listAt, textAt } from '../../targets/clients/reading';
import { isOver, serverAtRest, volumeAtRest } from './under-way';

/** How a play looks at a target, and sees whether anything is under way there. */
export interface Eyes {
  /** The servers and volumes of the play, for as long as they are there. */
  readonly servers: Set<string>;
  readonly volumes: Set<string>;
  look(wanted: Wanted): Promise<Answered>;
  /** To be called before something is asked for: what was seen may not hold any more. */
  changing(): void;
  /** To be called when something was set going. */
  changed(): void;
  isAtRest(): boolean;
  /** @returns true once nothing is under way, undefined for not yet */
  lookForRest(): Promise<true | undefined>;
}

/**
 * What is over is asked about once, and what is at rest once after each request that might have changed it.
 * @param earlier the requests to a server that are not to be seen
 * @param areConsolesAlike whether guests say the same as the model's: then it is asked for
 */
export function eyes(
  ask: (wanted: Wanted) => Promise<Answered>,
  earlier: (server: string) => ReadonlySet<string> | undefined,
  areConsolesAlike: boolean,
): Eyes {
  const servers = new Set<string>();
  const volumes = new Set<string>();
  const atRest = new Map<string, Answered>();
  const over = new Map<string, Answered>();
  let resting = true;

  async function askOnce(wanted: Wanted): Promise<Answered> {
    const known = over.get(wanted.path);
    if (known) return known;
    const answer = withoutEarlier(await ask(wanted), earlier);
    // An action without events may still get one.
    if (listAt(answer.body, 'instanceAction', 'events').length > 0 && isOver(answer)) over.set(wanted.path, answer);
    return answer;
  }

  const gather = async (wanted: Wanted): Promise<Answered> => {
    const answer = await askOnce(wanted);
    atRest.set(wanted.path, answer);
    return answer;
  };

  return {
    servers,
    volumes,
    look: async (wanted) => {
      if (wanted.method !== 'GET') return areConsolesAlike ? ask(wanted) : { status: 404, headers: {}, body: '' };
      const [, volume] = /^\/volumes\/([^/]+)$/.exec(wanted.path) ?? [];
      if (volume !== undefined) volumes.add(volume);
      const known = resting ? atRest.get(wanted.path) : undefined;
      return known ?? (resting ? gather(wanted) : askOnce(wanted));
    },
    changing: () => atRest.clear(),
    changed: () => {
      resting = false;
    },
    isAtRest: () => resting,
    lookForRest: async () => {
      atRest.clear();
      // Servers first: what is done to them changes their volumes.
      for (const [things, isResting] of [
        [servers, serverAtRest],
        [volumes, volumeAtRest],
      ] as const) {
        for (const id of things) {
          const found = await isResting(gather, id);
          if (!found) return undefined;
          if (found === 'gone') things.delete(id);
        }
      }
      resting = true;
      return true;
    },
  };
}

/** A list of actions without those of other plays. */
function withoutEarlier(answer: Answered, earlier: (server: string) => ReadonlySet<string> | undefined): Answered {
  const actions = listAt(answer.body, 'instanceActions');
  const [first] = actions;
  const hidden = earlier(textAt(first, 'instance_uuid') ?? '');
  if (!hidden || hidden.size === 0) return answer;
  return {
    ...answer,
    body: { instanceActions: actions.filter((action) => !hidden.has(textAt(action, 'request_id') ?? '')) },
  };
}
