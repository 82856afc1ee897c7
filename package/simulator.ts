import { ruleIds } from '../features/catalogue';
import { editions, format, parse, simulatedEditions, simulator, start } from '../simulator';
import { wrongShape } from '../targets/configuration/wrong-shape';
import { reasonOf } from '../targets/http';
import { UserError } from '../targets/user-error';
import type { RunningSimulator, SimulatorInProcess, SimulatorOptions, StartOptions } from './simulator-options';

const wholeFrom = (minimum: number) => ({ type: 'integer', minimum }) as const;

const how = {
  edition: { enum: simulatedEditions },
  driver: { enum: ['fake', 'libvirt'] },
  vtpm: { enum: ['none', 409, 400] },
  departure: { enum: ruleIds },
  maxMicroversion: { type: 'string' },
  seed: wholeFrom(0),
  start: wholeFrom(0),
} satisfies Record<keyof SimulatorOptions, object>;

const where = {
  ...how,
  port: wholeFrom(0),
  host: { type: 'string', minLength: 1 },
  time: { enum: ['real', 'steps', 'manual'] },
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
  const { edition = 'spec', driver = 'libvirt', seed = 1, maxMicroversion, ...rest } = options;
  const known = simulatedEditions.find((name) => name === edition) ?? 'spec';
  const { oldest, newest } = editions[known].range;
  const version = maxMicroversion === undefined ? undefined : parse(maxMicroversion);
  if (maxMicroversion !== undefined && (version?.[0] !== 2 || version[1] < 1 || version[1] > newest[1]))
    throw new UserError(`${who}: maxMicroversion: ${known} has ${format(oldest)} to ${format(newest)}`);
  return { ...rest, edition: known, driver, seed, maxMicroversion: version };
}

export async function startChecked(options: StartOptions): Promise<RunningSimulator> {
  const wanted = checked('startSimulator', options, where);
  return start(wanted).catch((error: unknown) => {
    throw new UserError(`startSimulator: cannot listen there (${reasonOf(error)}): choose another port or host`);
  });
}

export function inProcess(options: SimulatorOptions): SimulatorInProcess<object> {
  return simulator(checked('simulatorDispatcher', options, how));
}
