import fc from 'fast-check';
import type { ReadyServer } from '../../targets/arranging/servers';
import type { Session } from '../session';
import { action, type ServerRequest, type Variant } from './variants';

/** Requests whose form is wrong, beside some whose form is right. Each costs a rescue only where it is accepted. */

type Target = Pick<ReadyServer, 'id'>;

/** Long bodies are not for reading, and what nobody can see is written as JSON would. */
function shown(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const start = text.slice(0, 60).replaceAll(/[\p{Cc}\ufeff]/gu, escaped);
  return text.length > 60 ? `${start}… (${text.length} characters)` : start || 'nothing';
}

/** A rescue whose body is this value of `rescue`. */
const rescueOf = (server: Target, value: unknown): Variant => ({
  ...action(server, { rescue: value }, 'RESCUE'),
  what: `with {"rescue": ${shown(JSON.stringify(value))}}`,
});

/** A body that is sent as it is, under the type that it claims to be. */
const raw = (server: Target, body: string | Uint8Array, type = 'application/json'): Variant => ({
  ...action(server, Buffer.from(body), 'elsewhere'),
  headers: { 'Content-Type': type },
  what:
    typeof body === 'string'
      ? `with ${shown(body)} as ${type || 'no type'}`
      : `with the bytes ${Buffer.from(body).toString('hex')}`,
});

const draw = <T>(arbitrary: fc.Arbitrary<T>, { samples, seed }: Session): readonly T[] =>
  fc.sample(arbitrary, { numRuns: samples, seed });

/** Neither an object, null nor text: nowhere in a rescue does the schema take it. */
const noObject = fc.oneof(fc.boolean(), fc.integer(), fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }));
/** Too short to be like a UUID, however one is written. */
const noUuid = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
const key = fc.stringMatching(/^[a-z_]{1,12}$/).filter((name) => name !== 'rescue_image_ref');
const wrongValue = fc.oneof(
  noObject,
  fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
  fc.oneof(noObject, fc.constant(null)).map((adminPass) => ({ adminPass })),
  fc.oneof(noObject, fc.constant(null), noUuid).map((rescue_image_ref) => ({ rescue_image_ref })),
  fc.tuple(key, fc.jsonValue({ maxDepth: 2 })).map(([name, value]) => ({ [name]: value })),
);
const namedWrongValues = [
  1,
  '',
  [],
  true,
  { image: null },
  { adminPass: null },
  { adminPass: 1 },
  { rescue_image_ref: null },
  { rescue_image_ref: '' },
  { rescue_image_ref: 'not-a-uuid' },
  { adminPass: 'x', rescue_image_ref: 'http://images.invalid/v2/images/00000000-0000-4000-8000-000000000000' },
];
const wrongValues = (session: Session): readonly unknown[] => [
  ...namedWrongValues,
  ...[...draw(wrongValue, session)].sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length),
];

/** Text that is no JSON, and objects without exactly one key. A number or a list of one thing is none of these. */
const noSingleAction = [
  '',
  '{',
  '{}',
  'rescue',
  '{"rescue": ',
  '{"rescue": null',
  "{'rescue': null}",
  '{"rescue": null}}',
  '<rescue/>',
  '{"rescue": null, "foo": 1}',
  '{"rescue": null, "unrescue": null}',
];
/** Two or three keys; a part of a rescue's text that is not the whole of it. */
const drawnNoSingleAction = fc.oneof(
  fc
    .uniqueArray(key, { minLength: 2, maxLength: 3 })
    .map((keys) => JSON.stringify(Object.fromEntries(keys.map((name) => [name, null])))),
  fc
    .nat({ max: '{"rescue": {"adminPass": "x"}}'.length - 1 })
    .map((end) => '{"rescue": {"adminPass": "x"}}'.slice(0, end)),
);

/** The real Nova 26.2 reads 800 levels and fails inside at 900: see docs/decisions/malformed-requests.md. */
const depth = 400;
const nested = '['.repeat(depth);
const oddities = [
  '\0',
  '\ufeff{"rescue": 1}',
  'NaN',
  'null',
  'true',
  '1',
  '"x"',
  '[]',
  '[1]',
  '{"": null}',
  '{"%s": null}',
  '{"rescue": 1e999}',
  '{"rescue": "\\ud800"}',
  '{"rescue": "\\u0000"}',
  '{"rescue": {"adminPass": {"\\ud800": 1}}}',
  '1'.repeat(5000),
  nested,
  nested + ']'.repeat(depth),
  `{"rescue": ${nested}${']'.repeat(depth)}}`,
  `{"rescue": ${'{"a": '.repeat(depth)}1${'}'.repeat(depth)}}`,
  `{"rescue": "${'x'.repeat(60_000)}"}`,
  `{"${'x'.repeat(60_000)}": null}`,
];
/** No object with a single key: by bad luck that might be an action. */
const anyJson = fc
  .jsonValue()
  .filter((json) => typeof json !== 'object' || json === null || Object.keys(json).length !== 1 || Array.isArray(json));
const anyBytes = fc.uint8Array({ minLength: 1, maxLength: 30 });

const unknownServers = ({ seed }: Session): readonly string[] => [
  'no-such-server',
  ...fc.sample(fc.uuid({ version: 4 }), { numRuns: 1, seed }),
];

export const malformedRequests: Readonly<Record<string, ServerRequest>> = {
  'its rescue with every kind of body that is allowed': {
    variants: async (server, session) => {
      const { id } = await session.arranger.images.of('stable');
      const values = [
        null,
        {},
        { adminPass: '' },
        { rescue_image_ref: id },
        { adminPass: 'Nova-1', rescue_image_ref: id },
      ];
      return values.map((value) => rescueOf(server, value));
    },
  },
  'its rescue with any body that is not allowed': {
    variants: (server, session) => wrongValues(session).map((value) => rescueOf(server, value)),
  },
  'the rescue of a server that does not exist': {
    variants: (_, session) => unknownServers(session).map((id) => ({ ...action({ id }, { rescue: null }), what: id })),
  },
  'the rescue of a server that does not exist, with a body that is not allowed,': {
    variants: (_, session) => unknownServers(session).map((id) => ({ ...action({ id }, { rescue: 1 }), what: id })),
  },
  'an action that does not exist': {
    variants: (server, session) => {
      const drawn = draw(key, session).map((name) => `rescue_${name}`);
      return ['rescueAgain', 'RESCUE', 'rescue ', 'os-rescue', '', ...drawn].map((name) => ({
        ...action(server, { [name]: null }, 'elsewhere'),
        what: `“${name}”`,
      }));
    },
  },
  'its rescue with a body that is no single action': {
    variants: (server, session) => [
      { ...action(server, undefined), what: 'with no body at all' },
      ...[...noSingleAction, ...draw(drawnNoSingleAction, session)].map((text) => raw(server, text)),
    ],
  },
  'its rescue in another type than JSON': {
    variants: (server) =>
      [
        'application/xml',
        'text/html',
        'application/octet-stream',
        'application/x-www-form-urlencoded',
        'text/json',
        'json',
      ].map((type) => ({ ...raw(server, '{"rescue": null}', type), leadsTo: 'RESCUE' })),
  },
  'its rescue as JSON, as text/plain and without a type': {
    variants: (server) =>
      ['application/json; charset=utf-8', 'text/plain', ''].map((type) => ({
        ...raw(server, '{"rescue": null}', type),
        leadsTo: 'RESCUE',
      })),
  },
  'its rescue, malformed in any way,': {
    variants: (server, session) => [
      ...[...oddities, ...noSingleAction].map((text) => raw(server, text)),
      ...draw(anyBytes, session).map((bytes) => raw(server, bytes)),
      ...draw(anyJson, session).map((json) => raw(server, JSON.stringify(json))),
      ...wrongValues(session).map((value) => rescueOf(server, value)),
    ],
  },
};
