import type { RuleId } from '../features/catalogue';
import { type Behaviour, behaviourOf } from './behaviour';
import type { SimulatedClock } from './clock';
import { SimulatorDispatcher } from './dispatcher';
import type { SimulatedEdition, Vtpm } from './editions';
import { departures } from './faults/departures';
import { tokens } from './identity/people';
import { mounts } from './mounts';
import { newWorld } from './new-world';
import type { Driver } from './world';

export { editions, isSimulatedEdition, type SimulatedEdition, simulatedEditions, type Vtpm } from './editions';
export { departures } from './faults/departures';

export interface SimulatorOptions {
  readonly edition: SimulatedEdition;
  readonly driver: Driver;
  /** How servers with an emulated TPM are refused; the edition's own way where it is not given. */
  readonly vtpm?: Vtpm | undefined;
  /** A rule that the simulated cloud breaks. */
  readonly departure?: RuleId | undefined;
  /** What its identifiers and passwords are made from. */
  readonly seed: number;
}

export interface Simulator {
  /** Sends a request into the simulated cloud; its origin may be any. */
  readonly dispatcher: SimulatorDispatcher;
  readonly clock: SimulatedClock;
  /** The path of each service below the origin. */
  readonly mounts: typeof mounts;
  readonly tokens: typeof tokens;
}

/** A simulated cloud in this process. */
export function simulator({ edition, driver, vtpm, departure, seed }: SimulatorOptions): Simulator {
  const world = newWorld({ driver, seed });
  const kept = behaviourOf(edition, vtpm);
  const behaviour: Behaviour = departure ? { ...kept, ...departures[departure].apply(kept) } : kept;
  return { dispatcher: new SimulatorDispatcher({ world, behaviour }), clock: world.clock, mounts, tokens };
}
