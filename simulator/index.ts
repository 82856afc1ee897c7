import type { Control } from './control/control';
import { controlled } from './control/controlled';
import type { SimulatorDispatcher } from './dispatcher';
import { tokens } from './identity/people';
import { mounts } from './mounts';
import { type PassingClock, passingClock } from './passing';
import { newCloud, type SimulatorOptions } from './simulator';

export { actionSchema } from './api/compute/schemas/action-schemas';
export { createServerSchema } from './api/compute/schemas/create-server-schema';
export type { Schema } from './api/json-schema';
export { type Control, ControlError } from './control/control';
export { editions, isSimulatedEdition, type SimulatedEdition, simulatedEditions, type Vtpm } from './editions';
export { alsoBroken } from './faults/also-broken';
export {
  type AnyFaultId,
  anyFaultIds,
  editionWith,
  faultOf,
  isAnyFaultId,
} from './faults/any-fault';
export { departures } from './faults/departures';
export { type FaultId, faultGroups, faultIds, faults } from './faults/faults';
export type { LeewayId } from './faults/leeways';
export type { NamedFault } from './faults/named-fault';
export type { HostWish, HostWishes } from './hosts';
export { format, type Microversion, negotiate } from './microversion';
export type { Action, Asking, Caller, ImageKind, Place } from './playing/action';
export { essences, firstDifference } from './playing/difference';
export { inWords } from './playing/in-words';
export { emptyScene, perform, play, type Sight } from './playing/play';
export { imageRef, NotGranted, type Scene } from './playing/scene';
export { simulatedStage } from './playing/simulated-stage';
export type { Answered, Stage, Wanted } from './playing/stage';
export { environment } from './server/credentials';
export type { Exchange } from './server/door';
export type { Latency } from './server/latency';
export type { Passing } from './server/passing-time';
export { type RunningSimulator, start } from './server/start';
export { newCloud, type SimulatorOptions } from './simulator';
export { transportFaultIds, transportFaults } from './transport/transport-faults';

export interface Simulator {
  /** Sends a request into the simulated cloud; its origin may be any. */
  readonly dispatcher: SimulatorDispatcher;
  readonly clock: PassingClock;
  readonly control: Control;
  /** The path of each service below the origin. */
  readonly mounts: typeof mounts;
  readonly tokens: typeof tokens;
}

/** A simulated cloud in this process. */
export function simulator(options: SimulatorOptions): Simulator {
  // undici takes longer to load than all the rest: a cloud that listens does without it.
  const { SimulatorDispatcher } = require('./dispatcher') as typeof import('./dispatcher');
  const cloud = newCloud(options);
  const control = controlled(cloud, { begins: () => options.start, catchUp: () => {} });
  return { dispatcher: new SimulatorDispatcher(cloud), clock: passingClock(cloud), control, mounts, tokens };
}
