/**
 * Whether a history of overlapping operations could have come about one after the other: the search of Wing and Gong, with
 * Lowe's memory of where it has been. Source: “Testing and verifying concurrent objects” (1993); “Testing for
 * linearizability” (2017).
 */

/** One operation of a history. Times are in any unit, as long as it is one. */
export interface Operation<Call, Answer> {
  readonly client: string;
  readonly call: Call;
  /** Undefined where none came: it may have taken effect at any time from then on, or never. */
  readonly answer: Answer | undefined;
  readonly invoked: number;
  /** Where no answer came, it does not matter. */
  readonly returned: number;
}

/** What the operations are held against: one thing that does one of them at a time. */
export interface Model<State, Call, Answer> {
  readonly initial: State;
  /**
   * The states that the operation may lead to when it is answered so; empty where it cannot be.
   * @param answer undefined where it is not known: any will do
   */
  readonly step: (state: State, call: Call, answer: Answer | undefined) => readonly State[];
  /** The states that this one may turn into by itself, itself not among them. */
  readonly drift?: (state: State) => readonly State[];
  /** Two states of one key are one state. */
  readonly key: (state: State) => string;
}

export type Verdict<Call, Answer> =
  | { readonly kind: 'linearizable'; readonly order: readonly Operation<Call, Answer>[] }
  | {
      readonly kind: 'no order fits';
      /** The longest order that does, as far as it goes. */
      readonly longest: readonly Operation<Call, Answer>[];
      /** Those of which one would have to come next. */
      readonly stuck: readonly Operation<Call, Answer>[];
    };

/** Looks for an order in which the model gives the answers of the history. Each operation is taken to touch one thing. */
export function linearize<State, Call, Answer>(
  history: readonly Operation<Call, Answer>[],
  model: Model<State, Call, Answer>,
): Verdict<Call, Answer> {
  type Op = Operation<Call, Answer>;
  const been = new Set<string>();
  let longest: readonly Op[] = [];
  let stuck: readonly Op[] = history;

  /** Those that no other one has ended before. */
  const candidates = (left: readonly Op[]): readonly Op[] => {
    const firstEnd = Math.min(...left.map(endOf));
    return left.filter(({ invoked }) => invoked <= firstEnd);
  };

  const search = (left: readonly Op[], states: readonly State[], order: readonly Op[]): readonly Op[] | undefined => {
    if (left.every(({ answer }) => answer === undefined)) return order;
    const next = candidates(left);
    if (order.length > longest.length || order.length === 0) {
      longest = order;
      stuck = next;
    }
    for (const operation of next) {
      const rest = left.filter((other) => other !== operation);
      const after = distinct(
        states.flatMap((state) => model.step(state, operation.call, operation.answer)),
        model,
      );
      const place = `${rest.map((other) => history.indexOf(other)).join()}|${after.map(model.key).sort().join('|')}`;
      if (after.length === 0 || been.has(place)) continue;
      been.add(place);
      const found = search(rest, after, [...order, operation]);
      if (found) return found;
    }
    return undefined;
  };

  const order = search(history, distinct([model.initial], model), []);
  return order ? { kind: 'linearizable', order } : { kind: 'no order fits', longest, stuck };
}

const endOf = ({ answer, returned }: Operation<unknown, unknown>): number =>
  answer === undefined ? Number.POSITIVE_INFINITY : returned;

/** The states and all that they drift to, each once. */
function distinct<State>(states: readonly State[], { key, drift }: Model<State, never, never>): readonly State[] {
  const found = new Map<string, State>();
  const todo = [...states];
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    if (found.has(key(state))) continue;
    found.set(key(state), state);
    todo.push(...(drift?.(state) ?? []));
  }
  return [...found.values()];
}

/** The history of each thing by itself: what is true of each is true of all together (Herlihy and Wing, locality). */
export function partition<Call, Answer>(
  history: readonly Operation<Call, Answer>[],
  thingOf: (call: Call) => string,
): ReadonlyMap<string, readonly Operation<Call, Answer>[]> {
  const parts = new Map<string, Operation<Call, Answer>[]>();
  for (const operation of history) {
    const thing = thingOf(operation.call);
    parts.set(thing, [...(parts.get(thing) ?? []), operation]);
  }
  return parts;
}
