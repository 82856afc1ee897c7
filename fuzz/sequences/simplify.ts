import type { Action, Place } from '../../simulator';

/**
 * Makes a sequence smaller still: fast-check never tries it without its first action, nor with less of how something is
 * asked for than it has drawn.
 * @param differs whether the two part when a sequence is played, and after which of its actions; undefined where they do not
 * @param places the kinds of hosts that there are
 */
export async function simplify(
  actions: readonly Action[],
  differs: (actions: readonly Action[]) => Promise<number | undefined>,
  places: readonly Place[] = ['capable', 'incapable', 'libvirt'],
): Promise<readonly Action[]> {
  const isThere = (action: Action) => !('on' in action) || action.on === undefined || places.includes(action.on);
  for (const candidate of smaller(actions)) {
    if (!candidate.every(isThere)) continue;
    const length = await differs(candidate);
    if (length !== undefined) return simplify(candidate.slice(0, length), differs, places);
  }
  return actions;
}

/** Every sequence that is one step smaller: an action less, or a part of one less. */
function* smaller(actions: readonly Action[]): Generator<readonly Action[]> {
  for (const index of actions.keys()) yield without(actions, index);
  // What takes the trait from a host can be left out where there is one without.
  for (const [index, action] of actions.entries())
    if (action.do === 'set trait') yield without(actions, index).map(elsewhere);
  // A host that gets the trait may show with less what one shows that loses it: it need not be undone in between.
  if (actions.some(({ do: name }) => name === 'set trait'))
    for (const index of actions.keys()) yield without(actions, index).map(mirrored);
  // A rescue that fails for want of an image need not be undone either.
  for (const [index, action] of actions.entries())
    if (action.do === 'unrescue') yield without(actions, index).map(imageless);
  for (const [index, action] of actions.entries()) {
    for (const part of optional) {
      if (action[part] === undefined) continue;
      const { [part]: _, ...rest } = action;
      yield actions.with(index, rest as Action);
    }
  }
}

const elsewhere = (action: Action): Action => (action.do === 'create' ? { ...action, on: 'incapable' } : action);

const otherPlace = { capable: 'incapable', incapable: 'capable', libvirt: 'incapable' } as const;

function mirrored(action: Action): Action {
  if (action.do === 'create') return { ...action, on: otherPlace[action.on ?? 'capable'] };
  if (action.do !== 'set trait') return action;
  return { ...action, on: otherPlace[action.on], to: action.to === 'present' ? 'absent' : 'present' };
}

function imageless(action: Action): Action {
  if (action.do !== 'rescue') return action;
  const { image: _, ...rest } = action;
  return rest;
}

const optional = ['unawaited', 'as', 'headers', 'legacy'] as const satisfies readonly (keyof Action)[];

/** The sequence without one action; where that made a server, the numbers of later ones move up. */
export function without(actions: readonly Action[], index: number): readonly Action[] {
  const rest = actions.filter((_, place) => place !== index);
  if (actions[index]?.do !== 'create') return rest;
  const gone = actions.slice(0, index + 1).filter(({ do: name }) => name === 'create').length;
  return rest.map((action) =>
    'server' in action && action.server !== undefined && action.server >= gone && action.server > 1
      ? { ...action, server: action.server - 1 }
      : action,
  );
}
