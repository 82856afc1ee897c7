import { capabilities, imageRoles } from './configuration';

const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const closed = (properties: object, required: readonly string[] = []) =>
  ({ type: 'object', additionalProperties: false, properties, required }) as const;
const sameFor = (names: readonly string[], schema: object) =>
  closed(Object.fromEntries(names.map((name) => [name, schema])));

const fromFile = closed({ 'token-file': text }, ['token-file']);
const caller = { anyOf: [{ const: 'none' }, fromFile, closed({ cloud: text }, ['cloud'])] } as const;

/** The JSON Schema of nova-rescue.yaml. What each key means: docs/configuration.md. */
export const configurationSchema = closed({
  implementation: sameFor(['org', 'product', 'version', 'contact'], text),
  flavor: text,
  images: sameFor(imageRoles, text),
  zones: sameFor(['capable', 'incapable'], texts),
  hosts: sameFor(['capable', 'incapable'], texts),
  network: text,
  servers: {
    type: 'array',
    items: closed({ id: text, disk: { enum: ['image', 'volume'] }, host: { enum: ['capable', 'incapable'] } }, [
      'id',
      'disk',
    ]),
  },
  claims: { type: 'array', items: { enum: capabilities } },
  callers: sameFor(['owner', 'admin', 'other-project', 'reader'], caller),
  hooks: sameFor(['host-trait', 'reset-state', 'volume-status'], text),
});
