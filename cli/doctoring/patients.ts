import { type RuleId, ruleIds, ruleOf } from '../../features/catalogue';
import {
  type AnyFaultId,
  alsoBroken,
  departures,
  editions,
  editionWith,
  faultIds,
  faults,
  type SimulatedEdition,
  simulatedEditions,
  transportFaultIds,
  transportFaults,
} from '../../simulator';
import { earliestEdition } from '../knock-out';

/** A simulated cloud that is wrong in a known way, or in none. */
export interface Patient {
  readonly kind: 'edition' | 'departure' | 'fault' | 'transport fault';
  readonly id: string;
  readonly edition: SimulatedEdition;
  readonly departure?: RuleId;
  readonly fault?: AnyFaultId;
  /** What it is, or does, in a sentence without its subject. */
  readonly sentence: string;
  /** The rules that it breaks, beyond those that its edition breaks by itself. */
  readonly expected: readonly RuleId[];
}

/** What the edition itself breaks; where roles do not count, none can be refused. */
const brokenBy = (edition: SimulatedEdition): readonly RuleId[] =>
  ruleIds.filter((id) => !ruleOf(id).editions.includes(edition) && id !== 'role-refused');

/**
 * Caught by its own scenarios alone, as `knock-out` runs them. Under it no server is of use that was refused once, and in a
 * whole run all were by the time they come: then every refusal is the same as the one before, and the rest stays open.
 */
const hidden: readonly RuleId[] = ['refusal-is-repeatable'];

/** Everybody, the editions first. */
export const patients: readonly Patient[] = [
  ...simulatedEditions.map(
    (edition): Patient => ({
      kind: 'edition',
      id: edition,
      edition,
      sentence: `behaves as ${editions[edition].releases}`,
      expected: brokenBy(edition),
    }),
  ),
  ...ruleIds.map(
    (id): Patient => ({
      kind: 'departure',
      id,
      edition: earliestEdition(id),
      departure: id,
      sentence: departures[id].sentence,
      expected: [...(hidden.includes(id) ? [] : [id]), ...(alsoBroken[id] ?? [])],
    }),
  ),
  ...faultIds.map(
    (id): Patient => ({
      kind: 'fault',
      id,
      edition: editionWith(id),
      fault: id,
      sentence: faults[id].sentence,
      expected: faults[id].breaks,
    }),
  ),
  ...transportFaultIds.map(
    (id): Patient => ({
      kind: 'transport fault',
      id,
      edition: 'spec',
      fault: id,
      sentence: transportFaults[id].sentence,
      expected: [],
    }),
  ),
];
