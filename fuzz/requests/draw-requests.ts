import fc from 'fast-check';
import { actionSchema, createServerSchema, type Microversion, type Schema } from '../../simulator';
import { versions } from '../sequences/versions';
import { often, one } from '../sequences/weights';
import { type Doc, object, textOf } from './document';
import { isHarmless, nowhere } from './harmless';
import type { Ask } from './request';
import { broken, stepsFrom } from './step-away';
import { docsOf, objectsOf } from './valid';

const { constant, constantFrom } = fc;

/** The schemas that are drawn from are those of 2.87; requests ask for any microversion. */
const optIn: Microversion = [2, 87];

const value = (name: string, values: fc.Arbitrary<Doc>): fc.Arbitrary<Doc> => values.map((doc) => object([name, doc]));

/** What Nova's schema has of an action. */
const action = (name: string): fc.Arbitrary<Doc> => docsOf(actionSchema(name, optIn) ?? {});

const rescues = value(
  'rescue',
  often(
    one(1, constant(null)),
    one(
      4,
      objectsOf({ properties: { adminPass: { type: 'string' }, rescue_image_ref: { enum: ['@{image}', nowhere] } } }),
    ),
  ),
);

/**
 * None of them is ever granted, because there is no such image: nothing is made that would have to be found again.
 * Source: createServerSchema, which is Nova's.
 */
const creations = value(
  'server',
  fc
    .tuple(objectsOf(optional(createServerSchema(optIn).properties?.server ?? {})), fc.boolean())
    .map(([further, withZone]) => ({
      entries: [
        ['name', 'fuzzed'],
        ['flavorRef', '@{flavor}'],
        ['networks', 'none'],
        ['imageRef', nowhere],
        ...(withZone ? [['availability_zone', '@{zone}'] as const] : []),
        ...(further as { entries: readonly (readonly [string, Doc])[] }).entries,
      ],
    })),
);

function optional({ properties = {} }: Schema): Schema {
  const { name, flavorRef, networks, imageRef, availability_zone, ...rest } = properties;
  return { properties: rest };
}

/** What a request that could be granted looks like, and where it is sent. */
interface Base {
  readonly path: string;
  readonly docs: fc.Arbitrary<Doc>;
}

const to = (server: string, docs: fc.Arbitrary<Doc>): Base => ({ path: `/servers/@{${server}}/action`, docs });

const bases: fc.Arbitrary<Base> = often(
  one(6, constantFrom(to('active', rescues), to('active', rescues), to('rescued', rescues), to('locked', rescues))),
  one(2, constant(to('rescued', value('unrescue', constantFrom<Doc>(null, object(), 1))))),
  one(1, constantFrom(...['active', 'locked'].map((name) => to(name, value('unrescue', constant(null)))))),
  one(2, constantFrom(...['active', 'locked'].map((name) => to(name, action('lock'))))),
  one(1, constantFrom(...['active', 'locked'].map((name) => to(name, value('unlock', constant(null)))))),
  one(3, constant({ path: '/servers', docs: creations })),
  one(1, constantFrom(...['os-resetState', 'os-getConsoleOutput'].map((name) => to('active', action(name))))),
  one(
    1,
    constantFrom(
      to('rescued', action('reboot')),
      to('rescued', value('rebuild', constant(object(['imageRef', nowhere])))),
      to('active', value('resize', constant(object(['flavorRef', 'no-such-flavor'])))),
    ),
  ),
);

/** Another way to send it: a header, a method, a form of the path, another caller. */
type Way = (ask: Ask) => Ask;

const header = (name: string, ...values: readonly [string, ...string[]]): fc.Arbitrary<Way> =>
  constantFrom(...values).map((one) => (ask) => ({ ...ask, headers: { ...ask.headers, [name]: one } }));

const path =
  (change: (path: string) => string): Way =>
  (ask) => ({ ...ask, path: change(ask.path) });

const ways: fc.Arbitrary<Way> = often<Way>(
  one(
    3,
    header(
      'Content-Type',
      ...([
        'text/plain',
        'application/xml',
        'application/json; charset=utf-8',
        'APPLICATION/JSON',
        'a',
        'text/csv',
      ] as const),
      ...['application/x-www-form-urlencoded', 'application/vnd.openstack.compute+json', 'application/json;'],
    ),
  ),
  one(1, header('Accept', 'text/html', '*/*', 'application/xml', 'a', '')),
  one(
    2,
    constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND').map((method) => (ask) => ({
      ...ask,
      method: method as Ask['method'],
    })),
  ),
  one(
    3,
    constantFrom(
      ...['/', '//', '.json', '.xml', '?', '?x=1', '?rescue=1&x', '/x', ';x=1', '%20', '%2F', 's'].map((more) =>
        path((whole) => `${whole}${more}`),
      ),
      path((whole) => whole.replace('/servers', '/Servers')),
      path((whole) => whole.replace('/servers', '//servers')),
      path((whole) => whole.replace('/servers', '/server')),
      path((whole) => whole.replace('action', 'Action')),
      path((whole) => whole.replace('action', '%61ction')),
      ...[nowhere, '0', 'null', 'a'.repeat(300), '%20', '%C3%A4', 'detail', `@{active}%20`].map((id) =>
        path((whole) => whole.replace(/@\{\w+\}/, id)),
      ),
    ),
  ),
  one(
    2,
    constantFrom('admin', 'other-project', 'reader', 'nobody').map((as) => (ask) => ({ ...ask, as }) as Ask),
  ),
);

const versioned: fc.Arbitrary<Readonly<Record<string, string>>> = often(
  one(3, constant({ 'OpenStack-API-Version': 'compute 2.87' })),
  one(
    2,
    versions.map(({ at, headers }) => ({
      ...(at !== undefined && { 'OpenStack-API-Version': `compute ${at}` }),
      ...headers,
    })),
  ),
);

const asksWith = (bodies: (docs: fc.Arbitrary<Doc>) => fc.Arbitrary<Pick<Ask, 'body' | 'bytes'>>): fc.Arbitrary<Ask> =>
  fc
    .tuple(
      bases.chain(({ path: where, docs }) => bodies(docs).map((body) => ({ path: where, ...body }))),
      versioned,
    )
    .map(([rest, headers]) => ({ method: 'POST', as: 'owner', headers, ...rest }));

const asText = (docs: fc.Arbitrary<Doc>) => docs.map((doc) => ({ body: textOf(doc) }));

/** A byte that no UTF-8 has, somewhere in the text. */
const noText = (docs: fc.Arbitrary<Doc>) =>
  fc.tuple(docs, constantFrom(0xc0, 0xff), fc.double({ min: 0, max: 1, noNaN: true })).map(([doc, byte, at]) => {
    const bytes = Buffer.from(textOf(doc));
    const index = Math.floor(at * bytes.length);
    return {
      bytes: Buffer.concat([bytes.subarray(0, index), Buffer.of(byte), bytes.subarray(index)]).toString('base64'),
    };
  });

/**
 * Draws requests that could be granted, and such as are one step away from one: in the body, as a document or as text, or
 * in the way they are sent.
 * @param callers who can send any
 */
export const requestsBy = (callers: readonly Ask['as'][]): fc.Arbitrary<Ask> =>
  often(
    one(1, asksWith(asText)),
    one(
      7,
      asksWith((docs) => asText(stepsFrom(docs))),
    ),
    one(
      1,
      asksWith((docs) => asText(stepsFrom(stepsFrom(docs)))),
    ),
    one(
      3,
      asksWith((docs) => fc.tuple(docs, broken).map(([doc, breaking]) => ({ body: breaking(textOf(doc)) }))),
    ),
    // Bytes would go as an image else.
    one(
      1,
      asksWith(noText).map((ask) => ({ ...ask, headers: { ...ask.headers, 'Content-Type': 'application/json' } })),
    ),
    one(
      4,
      fc.tuple(asksWith(asText), ways).map(([ask, way]) => way(ask)),
    ),
  ).filter((ask) => callers.includes(ask.as) && isHarmless(ask));
