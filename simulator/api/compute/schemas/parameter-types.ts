import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';

/** What Nova's schemas are made of. Source: nova/api/validation/parameter_types.py@26.2.2. */

/** What is in a schema from some microversion on. */
export const sinceOf =
  (microversion: Microversion) =>
  <T extends object>(minor: number, added: T): T | object =>
    compare(microversion, [2, minor]) >= 0 ? added : {};

/** A body of one object, or an action: nothing else stands beside it. */
export const only = (name: string, schema: Schema): Schema => ({
  type: 'object',
  properties: { [name]: schema },
  required: [name],
  additionalProperties: false,
});

export const object = (properties: Schema['properties'] & object, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

export const name = { type: 'string', minLength: 1, maxLength: 255, format: 'name' } as const;
export const uuid = { type: 'string', format: 'uuid' } as const;
export const text = { type: 'string' } as const;
export const shortText = { type: 'string', maxLength: 255 } as const;

export const boolean = {
  type: ['boolean', 'string'],
  enum: [
    ...[true, 'True', 'TRUE', 'true', '1', 'ON', 'On', 'on', 'YES', 'Yes', 'yes'],
    ...[false, 'False', 'FALSE', 'false', '0', 'OFF', 'Off', 'off', 'NO', 'No', 'no'],
  ],
} as const;

/** `atLeast` is Nova's own minimum, which looks at digits in a text too. */
export const positive = { type: ['integer', 'string'], pattern: '^[0-9]*$', atLeast: 1, minLength: 1 } as const;
export const volumeSize = { type: ['integer', 'string'], pattern: '^[0-9]+$', atLeast: 1, atMost: 0x7fffffff } as const;

export const metadataKey = '^[a-zA-Z0-9-_:. ]{1,255}$';
export const metadata = {
  type: 'object',
  patternProperties: { [metadataKey]: { type: 'string', maxLength: 255 } },
  additionalProperties: false,
} as const;

export const metadataWithNull = {
  ...metadata,
  patternProperties: { [metadataKey]: { type: ['string', 'null'], maxLength: 255 } },
} as const;

export const tag = { type: 'string', minLength: 1, maxLength: 60, pattern: '^[^,/]*$' } as const;
export const description = { type: ['string', 'null'], minLength: 0, maxLength: 255 } as const;
export const diskConfig = { type: 'string', enum: ['AUTO', 'MANUAL'] } as const;
export const ipAddress = { type: 'string', oneOf: [{ format: 'ipv4' }, { format: 'ipv6' }] } as const;
export const accessIPv4 = { type: 'string', format: 'ipv4' } as const;
export const accessIPv6 = { type: 'string', format: 'ipv6' } as const;
export const flavorRef = { type: ['string', 'integer'], minLength: 1 } as const;
export const userData = { type: 'string', format: 'base64', maxLength: 65535 } as const;
export const hostname = {
  type: 'string',
  minLength: 2,
  maxLength: 63,
  pattern: '^[a-zA-Z0-9]+[a-zA-Z0-9-]*[a-zA-Z0-9]+$',
} as const;
export const fqdn = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[a-zA-Z0-9-._]*$' } as const;
export const personality = {
  type: 'array',
  items: object({ path: text, contents: { type: 'string', format: 'base64' } }),
} as const;
export const trustedCerts = {
  type: ['array', 'null'],
  minItems: 1,
  maxItems: 50,
  uniqueItems: true,
  items: { type: 'string', minLength: 1 },
} as const;

export const deviceName = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[a-zA-Z0-9._-r/]*$' } as const;
