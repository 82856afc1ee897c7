import type { RuleId } from '../features/catalogue';
import { type Behaviour, behaviourOf } from './behaviour';
import { keptRequests } from './control/kept-requests';
import type { SimulatedEdition, Vtpm } from './editions';
import { departures } from './faults/departures';
import type { ServedCloud } from './handle';
import type { Microversion } from './microversion';
import { newWorld, type WorldOptions } from './new-world';

export interface SimulatorOptions extends WorldOptions {
  readonly edition: SimulatedEdition;
  /** How servers with an emulated TPM are refused; the edition's own way where it is not given. */
  readonly vtpm?: Vtpm | undefined;
  /** A rule that the simulated cloud breaks. */
  readonly departure?: RuleId | undefined;
  /** The newest microversion it offers; the edition's own where it is not given. */
  readonly maxMicroversion?: Microversion | undefined;
}

/** A simulated cloud, behind no door yet. */
export function newCloud({ edition, vtpm, departure, maxMicroversion, ...world }: SimulatorOptions): ServedCloud {
  const kept = behaviourOf(edition, vtpm);
  const range = maxMicroversion ? { ...kept.range, newest: maxMicroversion } : kept.range;
  const offered: Behaviour = { ...kept, range };
  const behaviour = departure ? { ...offered, ...departures[departure].apply(offered) } : offered;
  return { world: newWorld(world), behaviour, requests: keptRequests() };
}
