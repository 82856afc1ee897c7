import type { RuleId } from '../features/catalogue';
import { type Behaviour, behaviourOf } from './behaviour';
import type { SimulatedEdition, Vtpm } from './editions';
import { departures } from './faults/departures';
import type { SimulatedCloud } from './handle';
import type { Microversion } from './microversion';
import { newWorld } from './new-world';
import type { Driver } from './world';

export interface SimulatorOptions {
  readonly edition: SimulatedEdition;
  readonly driver: Driver;
  /** How servers with an emulated TPM are refused; the edition's own way where it is not given. */
  readonly vtpm?: Vtpm | undefined;
  /** A rule that the simulated cloud breaks. */
  readonly departure?: RuleId | undefined;
  /** The newest microversion it offers; the edition's own where it is not given. */
  readonly maxMicroversion?: Microversion | undefined;
  /** What its identifiers and passwords are made from. */
  readonly seed: number;
  /** When its time begins, in milliseconds since 1970; usually with the year 2026. */
  readonly start?: number | undefined;
}

/** A simulated cloud, behind no door yet. */
export function newCloud({
  edition,
  driver,
  vtpm,
  departure,
  maxMicroversion,
  seed,
  start,
}: SimulatorOptions): SimulatedCloud {
  const kept = behaviourOf(edition, vtpm);
  const range = maxMicroversion ? { ...kept.range, newest: maxMicroversion } : kept.range;
  const offered: Behaviour = { ...kept, range };
  const behaviour = departure ? { ...offered, ...departures[departure].apply(offered) } : offered;
  return { world: newWorld({ driver, seed, start }), behaviour };
}
