import { faultProblem } from '../cli/serving/fault-problem';
import { requiredFamilies, ruleIds } from '../features/catalogue';
import { type AnyFaultId, isAnyFaultId, simulatedEditions } from '../simulator';
import { configurationSchema } from '../targets/configuration/schema';
import { wrongShape } from '../targets/configuration/wrong-shape';
import { UserError } from '../targets/user-error';
import type { RunOptions } from './run-options';

const text = { type: 'string', minLength: 1 } as const;
const flag = { type: 'boolean' } as const;
const someOf = (values: readonly string[]) => ({ type: 'array', minItems: 1, items: { enum: values } }) as const;
export const wholeFrom = (minimum: number) => ({ type: 'integer', minimum }) as const;

/** Those that say how the simulator behaves. */
export const ofSimulator = {
  edition: { enum: simulatedEditions },
  driver: { enum: ['fake', 'libvirt'] },
  vtpm: { enum: ['none', 409, 400] },
  departure: { enum: ruleIds },
  // Which there are is too much for one line: see knownFault.
  fault: text,
} as const;

const properties: Readonly<Record<keyof RunOptions, object>> = {
  cloud: { anyOf: [text, { const: true }] },
  adminCloud: text,
  endpoint: text,
  token: text,
  tokenFile: text,
  cacert: text,
  insecure: flag,
  timeout: wholeFrom(1),
  ...ofSimulator,
  configuration: { anyOf: [text, { type: 'object' }] },
  // Which ids there are is looked up with the rules: what comes near to a wrong one is named there.
  rules: { type: 'array', minItems: 1, items: text },
  levels: someOf(['spec', 'api', 'observed']),
  tags: text,
  features: text,
  strict: flag,
  samples: wholeFrom(1),
  acceptSamples: wholeFrom(0),
  seed: wholeFrom(0),
  disruptive: flag,
  gates: flag,
  out: text,
  expect: text,
  allowUnverified: someOf(requiredFamilies),
  progress: { type: 'object', required: ['write'] },
  signal: { type: 'object', required: ['aborted'] },
};

const schema = { type: 'object', additionalProperties: false, properties };

/**
 * Programs in JavaScript have no compiler that reads their options.
 * @throws UserError naming the option
 */
export function demandOptions(options: RunOptions): void {
  const wrong = wrongShape(options, schema, 'its argument');
  if (wrong) throw new UserError(`run: ${wrong.sentence}`);
  if (typeof options.configuration !== 'object') return;
  const wrongKey = wrongShape(options.configuration, configurationSchema, 'it');
  if (wrongKey) throw new UserError(`run: in configuration, ${wrongKey.sentence}`);
}

/**
 * @param who the function whose option it is
 * @throws UserError for the id of no fault
 */
export function knownFault(who: string, id: string | undefined): AnyFaultId | undefined {
  if (id === undefined || isAnyFaultId(id)) return id;
  throw new UserError(`${who}: ${faultProblem(id)}`);
}
