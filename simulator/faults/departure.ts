import type { Behaviour } from '../behaviour';
import type { Guard, GuardId } from '../rescue/guards';

/** What is remembered from one request to the next: the world keeps it, so that a saved world goes on as it was. */
export type Memory = Map<string, string>;

/** The smallest change of the simulator that breaks one rule. */
export interface Departure {
  /** What the broken cloud does, in a sentence. */
  readonly sentence: string;
  readonly apply: (behaviour: Behaviour, memory: Memory) => Partial<Behaviour>;
}

/** Leaves a gate out. */
export const without =
  (id: GuardId) =>
  (behaviour: Behaviour): Partial<Behaviour> => ({
    gates: behaviour.gates.filter(([gate]) => gate !== id),
  });

/** Asks a gate before all others. */
export const first =
  (id: GuardId) =>
  ({ gates }: Behaviour): Partial<Behaviour> => ({
    gates: [...gates.filter(([gate]) => gate === id), ...gates.filter(([gate]) => gate !== id)],
  });

/** Puts another condition in a gate's place; the gate's own is given to it. */
export const instead =
  (id: GuardId, make: (guard: Guard) => Guard) =>
  (behaviour: Behaviour): Partial<Behaviour> => ({
    gates: behaviour.gates.map(([gate, guard]) => [gate, gate === id ? make(guard) : guard]),
  });
