import type { Facts } from './facts';
import type { Guard, GuardId } from './guards';

/** The gates of an edition: the order they stand in is the order they are asked in, and that is observable. */
export type Gates = readonly (readonly [GuardId, Guard])[];

/** The first gate that refuses, or undefined where the rescue is accepted. */
export function decide(gates: Gates, facts: Facts): GuardId | undefined {
  return gates.find(([, refuses]) => refuses(facts))?.[0];
}
