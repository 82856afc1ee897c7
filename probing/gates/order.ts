/** What is known of two gates: the first of them answers before the second. */
export type Before<Id extends string> = readonly [first: Id, second: Id];

export interface Order<Id extends string> {
  /** Those of one group could not be told apart. */
  readonly groups: readonly (readonly Id[])[];
  /** Those that could stand in more than one of the groups; all, where the order is contradictory. */
  readonly unplaced: readonly Id[];
  /** Some come before each other. */
  readonly contradictory: boolean;
}

/** Puts gates into the order that is known of them. */
export function orderOf<Id extends string>(gates: readonly Id[], known: readonly Before<Id>[]): Order<Id> {
  const before = (gate: Id) => known.flatMap(([first, second]) => (second === gate ? [first] : []));
  const behind = (gate: Id) => known.flatMap(([first, second]) => (first === gate ? [second] : []));
  const ahead = new Map(gates.map((gate) => [gate, longestWay(gate, before, gates.length)]));
  if ([...ahead.values()].some((length) => length >= gates.length))
    return { groups: [], unplaced: gates, contradictory: true };
  const last = Math.max(0, ...ahead.values());
  // A gate has one place only where those before and those behind it leave no other.
  const isPlaced = (gate: Id) => (ahead.get(gate) ?? 0) + longestWay(gate, behind, gates.length) === last;
  const groups = Array.from({ length: last + 1 }, (_, place) =>
    gates.filter((gate) => isPlaced(gate) && ahead.get(gate) === place),
  );
  return {
    groups: groups.filter((group) => group.length > 0),
    unplaced: gates.filter((gate) => !isPlaced(gate)),
    contradictory: false,
  };
}

/** How many steps there are at most from here; `limit` where they go round in a circle. */
function longestWay<Id extends string>(from: Id, next: (gate: Id) => readonly Id[], limit: number): number {
  if (limit === 0) return 0;
  const ways = next(from).map((gate) => 1 + longestWay(gate, next, limit - 1));
  return Math.max(0, ...ways);
}
