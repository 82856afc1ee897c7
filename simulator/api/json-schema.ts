import { isIP } from 'node:net';
import { repr } from './compute/schema-message';
import { isUuidLike } from './is-uuid-like';
import { isRecord } from './message';
import { pformat } from './pformat';

/**
 * JSON Schema with the words of Python's jsonschema 4.10, in which the services answer what does not fit. The order of
 * a schema's keys is the order in which they are looked at.
 */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  /** What else a schema may say is shown, not looked at. */
  readonly [said: string]: unknown;
}

type Path = readonly (string | number)[];

/** What does not fit. */
export interface Violation {
  readonly message: string;
  /** The key of the schema that does not hold. */
  readonly keyword: string;
  readonly path: Path;
  readonly schemaPath: Path;
  readonly schema: Schema;
  readonly instance: unknown;
  /** What does not fit in each of several schemas, one of which would do. */
  readonly context: readonly Violation[];
}

const isName = (text: string): boolean => /^(?!\s)\P{C}*(?<!\s)$/u.test(text);

/** The formats that are known; others hold for anything. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: isUuidLike,
  ipv4: (text) => isIP(text) === 4,
  ipv6: (text) => isIP(text) === 6,
  // Python passes over what is no digit of base64.
  base64: (text) => text.replaceAll(/[^A-Za-z0-9+/=]/g, '').length % 4 === 0,
  // Nova's own: printable characters, neither the first nor the last of them a space; in names of zones no colon.
  name: isName,
  az_name: (text) => isName(text) && !text.includes(':'),
  keypair_name_20: (text) => /^[\w -]*$/.test(text),
  keypair_name_292: (text) => /^[\w@. -]*$/.test(text),
};

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  array: Array.isArray,
  object: isRecord,
};

const isOf = (value: unknown, wanted: Schema['type'] = []): boolean =>
  [wanted].flat().some((type) => types[type]?.(value));

/** One thing that a key of a schema finds: a message of its own, or what a part of the value does not fit in. */
type Finding = string | Violation | { readonly message: string; readonly context: readonly Violation[] };

const inside = (schema: Schema, value: unknown, path: Path, schemaPath: Path): readonly Violation[] =>
  violations(schema, value).map((found) => ({
    ...found,
    path: [...path, ...found.path],
    schemaPath: [...schemaPath, ...found.schemaPath],
  }));

/** NaN for what is none, which no limit holds for. */
const numberOf = (value: unknown): number =>
  typeof value === 'string' && value.trim() !== ''
    ? Number(value)
    : Number.isFinite(value)
      ? Number(value)
      : Number.NaN;

const lengthOf = (text: string): number => [...text].length;

function unexpected(schema: Schema, value: Readonly<Record<string, unknown>>): readonly string[] {
  const patterns = Object.keys(schema.patternProperties ?? {}).map((pattern) => new RegExp(pattern));
  return Object.keys(value).filter(
    (key) => !Object.hasOwn(schema.properties ?? {}, key) && !patterns.some((pattern) => pattern.test(key)),
  );
}

function noFurther(schema: Schema, extras: readonly string[]): readonly string[] {
  if (extras.length === 0) return [];
  const named = extras.toSorted().map(repr).join(', ');
  if (!schema.patternProperties) {
    const were = extras.length === 1 ? 'was' : 'were';
    return [`Additional properties are not allowed (${named} ${were} unexpected)`];
  }
  const patterns = Object.keys(schema.patternProperties).toSorted().map(repr).join(', ');
  return [`${named} ${extras.length === 1 ? 'does' : 'do'} not match any of the regexes: ${patterns}`];
}

/** What none of the schemas holds for fits no one of them. */
function noneOf(schemas: readonly Schema[], value: unknown): readonly Finding[] {
  const each = schemas.map((schema, index) => inside(schema, value, [], [index]));
  if (each.some((found) => found.length === 0)) return [];
  return [{ message: `${repr(value)} is not valid under any of the given schemas`, context: each.flat() }];
}

/** By key of the schema, what it finds in a value of each type that it looks at. */
const keywords: Readonly<Record<string, (schema: Schema, value: unknown) => readonly Finding[]>> = {
  type: ({ type = [] }, value) =>
    isOf(value, type) ? [] : [`${repr(value)} is not of type ${[type].flat().map(repr).join(', ')}`],
  enum: ({ enum: known = [] }, value) => (known.includes(value) ? [] : [`${repr(value)} is not one of ${repr(known)}`]),
  pattern: ({ pattern = '' }, value) =>
    typeof value !== 'string' || new RegExp(pattern).test(value)
      ? []
      : [`${repr(value)} does not match ${repr(pattern)}`],
  format: ({ format = '' }, value) =>
    typeof value !== 'string' || formats[format]?.(value) !== false ? [] : [`${repr(value)} is not a ${repr(format)}`],
  minLength: ({ minLength = 0 }, value) =>
    typeof value === 'string' && lengthOf(value) < minLength ? [`${repr(value)} is too short`] : [],
  maxLength: ({ maxLength = 0 }, value) =>
    typeof value === 'string' && lengthOf(value) > maxLength ? [`${repr(value)} is too long`] : [],
  minimum: ({ minimum = 0 }, value) =>
    typeof value === 'number' && value < minimum ? [`${value} is less than the minimum of ${minimum}`] : [],
  maximum: ({ maximum = 0 }, value) =>
    typeof value === 'number' && value > maximum ? [`${value} is greater than the maximum of ${maximum}`] : [],
  // Nova's own, which take the digits of a text for a number.
  atLeast: ({ atLeast }, value) =>
    numberOf(value) < Number(atLeast) ? [`${numberOf(value)} is less than the minimum of ${atLeast}`] : [],
  above: ({ above }, value) =>
    numberOf(value) <= Number(above) ? [`${numberOf(value)} is less than or equal to the minimum of ${above}`] : [],
  atMost: ({ atMost }, value) =>
    numberOf(value) > Number(atMost) ? [`${numberOf(value)} is greater than the maximum of ${atMost}`] : [],
  minItems: ({ minItems = 0 }, value) =>
    Array.isArray(value) && value.length < minItems ? [`${repr(value)} is too short`] : [],
  maxItems: ({ maxItems = 0 }, value) =>
    Array.isArray(value) && value.length > maxItems ? [`${repr(value)} is too long`] : [],
  uniqueItems: (_, value) =>
    Array.isArray(value) && new Set(value.map(repr)).size < value.length
      ? [`${repr(value)} has non-unique elements`]
      : [],
  items: ({ items = {} }, value) =>
    Array.isArray(value) ? value.flatMap((item, index) => inside(items, item, [index], [])) : [],
  minProperties: ({ minProperties = 0 }, value) =>
    isRecord(value) && Object.keys(value).length < minProperties
      ? [`${repr(value)} does not have enough properties`]
      : [],
  maxProperties: ({ maxProperties = 0 }, value) =>
    isRecord(value) && Object.keys(value).length > maxProperties ? [`${repr(value)} has too many properties`] : [],
  required: ({ required = [] }, value) =>
    isRecord(value)
      ? required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${repr(key)} is a required property`)
      : [],
  properties: ({ properties = {} }, value) =>
    isRecord(value)
      ? Object.entries(properties).flatMap(([key, schema]) =>
          Object.hasOwn(value, key) ? inside(schema, value[key], [key], [key]) : [],
        )
      : [],
  patternProperties: ({ patternProperties = {} }, value) =>
    isRecord(value)
      ? Object.entries(patternProperties).flatMap(([pattern, schema]) =>
          Object.keys(value)
            .filter((key) => new RegExp(pattern).test(key))
            .flatMap((key) => inside(schema, value[key], [key], [pattern])),
        )
      : [],
  additionalProperties: (schema, value) => {
    if (!isRecord(value)) return [];
    const { additionalProperties: further } = schema;
    const extras = unexpected(schema, value);
    if (further === false) return noFurther(schema, extras);
    return isRecord(further) ? extras.flatMap((key) => inside(further, value[key], [key], [])) : [];
  },
  allOf: ({ allOf = [] }, value) => allOf.flatMap((schema, index) => inside(schema, value, [], [index])),
  anyOf: ({ anyOf = [] }, value) => noneOf(anyOf, value),
  // Of those that are in use, no two hold for the same value.
  oneOf: ({ oneOf = [] }, value) => noneOf(oneOf, value),
};

/** All that does not fit, in the order in which it is found. */
export function violations(schema: Schema, value: unknown): readonly Violation[] {
  return Object.keys(schema).flatMap((keyword) =>
    (keywords[keyword]?.(schema, value) ?? []).map((finding): Violation => {
      const here = { keyword, path: [], schemaPath: [keyword], schema, instance: value, context: [] };
      if (typeof finding === 'string') return { ...here, message: finding };
      if ('path' in finding) return { ...finding, schemaPath: [keyword, ...finding.schemaPath] };
      return { ...here, ...finding };
    }),
  );
}

/** How much a violation says of the whole: the shallower the more, an alternative less than anything else there. */
const relevance = ({ path, keyword, schema, instance }: Violation): number =>
  -4 * path.length + (keyword === 'anyOf' || keyword === 'oneOf' ? 0 : 2) + (isOf(instance, schema.type) ? 0 : 1);

/** The violation that is told, where not simply the first is. Source: best_match of jsonschema 4.10. */
export function bestOf(found: readonly Violation[]): Violation | undefined {
  const [best] = found.toSorted((a, b) => relevance(b) - relevance(a));
  const [least, next] = best?.context.toSorted((a, b) => relevance(a) - relevance(b)) ?? [];
  return least && next && relevance(least) !== relevance(next) ? bestOf([least]) : best;
}

const indexed = (name: string, path: Path): string => [name, ...path.map((key) => `[${repr(key)}]`)].join('');
const indented = (value: unknown): string => pformat(value).replaceAll('\n', '\n    ');

/** All that jsonschema says of a violation. */
export function textOf({ message, keyword, path, schemaPath, schema, instance }: Violation): string {
  const where = indexed('schema', schemaPath.slice(0, -1));
  const failed = `Failed validating ${repr(keyword)} in ${where}:\n    ${indented(schema)}`;
  return `${message}\n\n${failed}\n\nOn ${indexed('instance', path)}:\n    ${indented(instance)}`;
}
