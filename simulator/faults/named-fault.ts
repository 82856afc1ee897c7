import type { RuleId } from '../../features/catalogue';
import type { SimulatedEdition } from '../editions';
import type { Action } from '../playing/action';
import type { Departure } from './departure';

/** Something that implementations really get wrong: unlike a departure it may break several rules at once. */
export interface NamedFault extends Departure {
  /** The first edition in which it makes a difference; `spec` where it is not given. */
  readonly edition?: SimulatedEdition;
  /** Each rule that a run reports as violated or differing, and would not without the fault in that edition. */
  readonly breaks: readonly RuleId[];
  /**
   * The shortest known sequence whose last answer, or the world after it, is another than without the fault: in more than
   * its words, where there is more than words to it.
   */
  readonly counterexample: readonly Action[];
}

export type NamedFaults = Readonly<Record<string, NamedFault>>;
