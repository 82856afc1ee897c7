import { hostsSchema, namedHosts } from '../cli/serving/hosts-file';
import { maxMicroversion } from '../cli/serving/max-microversion';
import { type Control, ControlError, editionWith, simulatedEditions, simulator, start } from '../simulator';
import { wrongShape } from '../targets/configuration/wrong-shape';
import { reasonOf } from '../targets/reason-of';
import { UserError } from '../targets/user-error';
import { knownFault, ofSimulator, wholeFrom } from './checked-options';
import type { RunningSimulator, SimulatorInProcess, SimulatorOptions, StartOptions } from './simulator-options';

const how = {
  ...ofSimulator,
  maxMicroversion: { type: 'string' },
  seed: wholeFrom(0),
  start: wholeFrom(0),
  hosts: hostsSchema,
} satisfies Record<keyof SimulatorOptions, object>;

const where = {
  ...how,
  port: wholeFrom(0),
  host: { type: 'string', minLength: 1 },
  time: { enum: ['real', 'steps', 'manual'] },
  control: { type: 'boolean' },
  latency: {
    type: 'object',
    required: ['least', 'most'],
    additionalProperties: false,
    properties: { least: { type: 'number', minimum: 0 }, most: { type: 'number', minimum: 0 } },
  },
} satisfies Record<keyof StartOptions, object>;

/** Programs in JavaScript have no compiler that reads their options. */
function checked<T extends SimulatorOptions>(who: string, options: T, properties: object) {
  const wrong = wrongShape(options, { type: 'object', additionalProperties: false, properties }, 'its argument');
  if (wrong) throw new UserError(`${who}: ${wrong.sentence}`);
  const fault = knownFault(who, options.fault);
  const {
    edition = editionWith(fault),
    driver = 'libvirt',
    seed = 1,
    maxMicroversion: newest,
    hosts,
    ...rest
  } = options;
  const known = simulatedEditions.find((name) => name === edition) ?? 'spec';
  const offered = newest === undefined ? undefined : maxMicroversion(`${who}: maxMicroversion`, known, newest);
  const named = hosts && namedHosts(who, hosts);
  return { ...rest, fault, edition: known, driver, seed, maxMicroversion: offered, hosts: named };
}

export async function startChecked(options: StartOptions): Promise<RunningSimulator> {
  const wanted = checked('startSimulator', options, where);
  const started = await start(wanted).catch((error: unknown) => {
    throw new UserError(`startSimulator: cannot listen there (${reasonOf(error)}): choose another port or host`);
  });
  return Object.assign(started, { control: withUserErrors(started.control) });
}

export function inProcess(options: SimulatorOptions): SimulatorInProcess<object> {
  const { control, ...rest } = simulator(checked('simulatorDispatcher', options, how));
  return { ...rest, control: withUserErrors(control) };
}

/** What cannot be is the caller's to put right, here as everywhere in this package. */
function withUserErrors<C extends Control>(control: C): C {
  const members = Object.entries(control);
  return Object.fromEntries(
    members.map(([name, member]) => [name, typeof member === 'function' ? telling(name, member) : member]),
  ) as C;
}

const telling =
  (name: string, method: (...given: unknown[]) => unknown) =>
  (...given: unknown[]): unknown => {
    try {
      return method(...given);
    } catch (error) {
      throw error instanceof ControlError ? new UserError(`control.${name}: ${error.message}`) : error;
    }
  };
