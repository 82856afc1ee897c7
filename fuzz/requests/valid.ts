import fc from 'fast-check';
import type { Schema } from '../../simulator';
import { often, one } from '../sequences/weights';
import { type Doc, type Entry, object } from './document';

const { constant, constantFrom, option, tuple } = fc;

/** What holds the formats that Nova's schemas name. */
const formatted: Readonly<Record<string, readonly [string, ...string[]]>> = {
  uuid: ['00000000-0000-4000-8000-00000000dead', '0000000000004000800000000000DEAD'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  base64: ['aGVsbG8=', ''],
  name: ['fuzzed', 'ä b'],
};

const byType: Readonly<Record<string, fc.Arbitrary<Doc>>> = {
  null: constant(null),
  boolean: fc.boolean(),
  integer: constantFrom(1, 0, 2, 2 ** 31),
  number: constantFrom(1, 0.5),
};

/** Draws what a schema lets through, for the most part. */
export function docsOf(schema: Schema): fc.Arbitrary<Doc> {
  const { enum: known, oneOf, anyOf = oneOf, type = Object.keys(schema).length === 0 ? 'null' : 'string' } = schema;
  if (known) return constantFrom(...(known as readonly string[]));
  if (anyOf) return fc.oneof(...anyOf.map(docsOf));
  return fc.oneof(...[type].flat().map((name) => docsOfType(name, schema)));
}

function docsOfType(type: string, schema: Schema): fc.Arbitrary<Doc> {
  if (type === 'string') return textsOf(schema);
  if (type === 'array') return fc.array(docsOf(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 2 });
  return type === 'object' ? objectsOf(schema) : (byType[type] ?? constant(null));
}

function textsOf({ format, pattern, minLength = 0, maxLength = 255 }: Schema): fc.Arbitrary<string> {
  const [first, ...others] = formatted[format ?? ''] ?? [];
  if (first !== undefined) return constantFrom(first, ...others);
  const fitting = pattern === undefined ? constant('text') : fc.stringMatching(new RegExp(pattern));
  return often(
    one(
      3,
      fitting.map((text) => text.slice(0, maxLength).padEnd(minLength, 'a')),
    ),
    // The shortest and the longest that fit.
    one(1, constantFrom('a'.repeat(minLength), 'a'.repeat(maxLength))),
  );
}

/** What is required, and now and then what is not. */
export function objectsOf({ properties = {}, required = [], patternProperties = {} }: Schema): fc.Arbitrary<Doc> {
  const parts = Object.entries(properties).map(([key, inner]): fc.Arbitrary<readonly Entry[]> => {
    const entry = docsOf(inner).map((value): readonly Entry[] => [[key, value]]);
    return required.includes(key) ? entry : option(entry, { freq: 5, nil: [] });
  });
  // Such as metadata: keys of one's own.
  const own = Object.values(patternProperties).map((inner) =>
    docsOf(inner).map((value): readonly Entry[] => [['a key', value]]),
  );
  return tuple(...parts, ...own).map((found) => object(...found.flat()));
}
