import type { RuleId } from '../features/catalogue';
import { type Behaviour, behaviourOf } from './behaviour';
import { keptRequests } from './control/kept-requests';
import type { SimulatedEdition, Vtpm } from './editions';
import { type AnyFaultId, faultOf } from './faults/any-fault';
import type { Memory } from './faults/departure';
import { departures } from './faults/departures';
import { type LeewayId, leeways } from './faults/leeways';
import type { ServedCloud } from './handle';
import type { Microversion } from './microversion';
import { newWorld, type WorldOptions } from './new-world';
import { seedKey } from './transport/chance';

export interface SimulatorOptions extends WorldOptions {
  readonly edition: SimulatedEdition;
  /** How servers with an emulated TPM are refused; the edition's own way where it is not given. */
  readonly vtpm?: Vtpm | undefined;
  /** A rule that the simulated cloud breaks. */
  readonly departure?: RuleId | undefined;
  /** What it gets wrong besides. */
  readonly fault?: AnyFaultId | undefined;
  /** What it does otherwise without breaking a rule that decides. */
  readonly leeways?: readonly LeewayId[] | undefined;
  /** The newest microversion it offers; the edition's own where it is not given. */
  readonly maxMicroversion?: Microversion | undefined;
}

/** A simulated cloud, behind no door yet. */
export function newCloud(options: SimulatorOptions): ServedCloud {
  const world = newWorld(options);
  return { options, world, behaviour: behaviourUnder(options, world.faultMemory), requests: keptRequests() };
}

/**
 * How a cloud of these options behaves.
 * @param memory what its fault or departure remembers: that of the cloud's own world
 */
export function behaviourUnder(
  {
    edition,
    vtpm,
    maxMicroversion,
    departure,
    fault,
    leeways: taken = [],
    seed,
  }: Omit<SimulatorOptions, Exclude<keyof WorldOptions, 'seed'>>,
  memory: Memory,
): Behaviour {
  memory.set(seedKey, String(seed));
  const ofEdition = behaviourOf(edition, vtpm);
  const kept: Behaviour = Object.assign({}, ofEdition, ...taken.map((id) => leeways[id].apply(ofEdition)));
  const range = maxMicroversion ? { ...kept.range, newest: maxMicroversion } : kept.range;
  const brokenBy = [departure ? `departure ${departure}` : [], fault ? `fault ${fault}` : []].flat();
  const offered: Behaviour = { ...kept, range, brokenBy };
  const departed = departure ? { ...offered, ...departures[departure].apply(offered, memory) } : offered;
  return fault ? { ...departed, ...faultOf(fault).apply(departed, memory) } : departed;
}
