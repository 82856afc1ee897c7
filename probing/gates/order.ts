/** What is known of two gates: the first of them answers before the second. */
export type Before<Id extends string> = readonly [first: Id, second: Id];

export interface Order<Id extends string> {
  /** Those of one group have the same before and behind them, as far as was seen. */
  readonly groups: readonly (readonly Id[])[];
  /** Of which nothing is known. */
  readonly unplaced: readonly Id[];
  /** Some come before each other: they stand in the last group. */
  readonly contradictory: boolean;
}

/** Puts gates into the order that is known of them: again and again those that no other comes before. */
export function orderOf<Id extends string>(gates: readonly Id[], known: readonly Before<Id>[]): Order<Id> {
  const related = new Set(known.flat());
  // Where nothing is known of any, they are one group.
  const isPlaced = (gate: Id) => related.size === 0 || related.has(gate);
  const groups: (readonly Id[])[] = [];
  let left = gates.filter(isPlaced);
  while (left.length > 0) {
    const free = left.filter((gate) => !known.some(([first, second]) => second === gate && left.includes(first)));
    groups.push(free.length > 0 ? free : left);
    if (free.length === 0) break;
    left = left.filter((gate) => !free.includes(gate));
  }
  return {
    groups,
    unplaced: gates.filter((gate) => !isPlaced(gate)),
    contradictory: groups.at(-1) === left && left.length > 0,
  };
}
