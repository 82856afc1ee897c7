import type { Action } from '../../simulator';

/**
 * Makes a sequence smaller still: fast-check never tries it without its first action, nor with less of how something is
 * asked for than it has drawn.
 * @param differs whether the two part when a sequence is played, and after which of its actions; undefined where they do not
 */
export async function simplify(
  actions: readonly Action[],
  differs: (actions: readonly Action[]) => Promise<number | undefined>,
): Promise<readonly Action[]> {
  for (const candidate of smaller(actions)) {
    const length = await differs(candidate);
    if (length !== undefined) return simplify(candidate.slice(0, length), differs);
  }
  return actions;
}

/** Every sequence that is one step smaller: an action less, or a part of one less. */
function* smaller(actions: readonly Action[]): Generator<readonly Action[]> {
  for (const index of actions.keys()) yield without(actions, index);
  // What takes the trait from a host can be left out where there is one without.
  for (const [index, action] of actions.entries())
    if (action.do === 'set trait') yield without(actions, index).map(elsewhere);
  for (const [index, action] of actions.entries()) {
    for (const part of optional) {
      if (action[part] === undefined) continue;
      const { [part]: _, ...rest } = action;
      yield actions.with(index, rest as Action);
    }
  }
}

const elsewhere = (action: Action): Action => (action.do === 'create' ? { ...action, on: 'incapable' } : action);

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
