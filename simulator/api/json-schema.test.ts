import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bestOf, type Schema, textOf, violations } from './json-schema';
import { pformat } from './pformat';

const first = (schema: Schema, value: unknown) => violations(schema, value)[0]?.message;

it('a schema says of a value what does not fit, in the words of Python’s jsonschema', () => {
  for (const [schema, value, message] of [
    [{ type: 'integer' }, 1.5, "1.5 is not of type 'integer'"],
    [{ type: ['integer', 'null'] }, 'a', "'a' is not of type 'integer', 'null'"],
    [{ type: 'number' }, true, "True is not of type 'number'"],
    [{ type: 'object' }, [], "[] is not of type 'object'"],
    [{ type: 'unheard-of' }, 1, "1 is not of type 'unheard-of'"],
    [{ enum: [null, 'a'] }, 'b', "'b' is not one of [None, 'a']"],
    [{ pattern: '^a+$' }, 'b', "'b' does not match '^a+$'"],
    [{ format: 'uuid' }, 'b', "'b' is not a 'uuid'"],
    [{ minLength: 2 }, 'b', "'b' is too short"],
    [{ maxLength: 1 }, 'bb', "'bb' is too long"],
    [{ minimum: 2 }, 1, '1 is less than the minimum of 2'],
    [{ maximum: 2 }, 3, '3 is greater than the maximum of 2'],
    [{ minItems: 1 }, [], '[] is too short'],
    [{ uniqueItems: true }, ['a', 'a'], "['a', 'a'] has non-unique elements"],
    [{ items: { type: 'string' } }, ['a', 1], "1 is not of type 'string'"],
    [{ minProperties: 1 }, {}, '{} does not have enough properties'],
    [{ required: ['a'] }, {}, "'a' is a required property"],
    [{ properties: { a: { type: 'null' } } }, { a: 1 }, "1 is not of type 'null'"],
    [{ patternProperties: { '^a': { type: 'null' } } }, { ab: 1, b: 2 }, "1 is not of type 'null'"],
    [{ additionalProperties: { type: 'null' } }, { a: 1 }, "1 is not of type 'null'"],
    [
      { additionalProperties: false },
      { b: 1, a: 2 },
      "Additional properties are not allowed ('a', 'b' were unexpected)",
    ],
    [
      { properties: { a: {} }, additionalProperties: false },
      { b: 1, a: 2 },
      "Additional properties are not allowed ('b' was unexpected)",
    ],
    [
      { patternProperties: { '^a': {} }, additionalProperties: false },
      { b: 1, ab: 2 },
      "'b' does not match any of the regexes: '^a'",
    ],
    [
      { patternProperties: { '^a': {} }, additionalProperties: false },
      { b: 1, c: 2 },
      "'b', 'c' do not match any of the regexes: '^a'",
    ],
    [{ anyOf: [{ type: 'null' }, { type: 'string' }] }, 1, '1 is not valid under any of the given schemas'],
  ] as const) {
    assert.equal(first(schema, value), message);
  }
});

it('a schema says nothing of a value that fits, or of a type that it does not look at', () => {
  const whole: Schema = {
    description: 'as it likes',
    enum: ['abc'],
    type: ['string', 'boolean'],
    pattern: '^a',
    format: 'of-no-kind',
    minLength: 1,
    maxLength: 9,
    anyOf: [{ type: 'null' }, { type: 'string' }],
  };
  assert.deepEqual(violations(whole, 'abc'), []);
  const other: Schema = {
    minimum: 1,
    maximum: 1,
    minItems: 1,
    uniqueItems: true,
    items: { type: 'null' },
    minProperties: 1,
    required: ['a'],
    properties: { a: { type: 'null' } },
    patternProperties: { a: { type: 'null' } },
    additionalProperties: false,
  };
  assert.deepEqual(violations(other, 'abc'), []);
  assert.deepEqual(violations(whole.anyOf?.[1] ?? {}, 'abc'), []);
  assert.deepEqual(violations({ pattern: 'a', format: 'uuid', minLength: 1, maxLength: 1 }, 3), []);
  assert.deepEqual(violations({ additionalProperties: false, properties: { a: {} } }, { a: 1 }), []);
  assert.deepEqual(violations({ additionalProperties: true, properties: { b: { type: 'null' } } }, { a: 1 }), []);
});

it('the shallowest of what does not fit is told, and of alternatives the one that comes nearest', () => {
  const deep: Schema = { properties: { a: { type: 'null' } }, required: ['b'] };
  assert.equal(bestOf(violations(deep, { a: 1 }))?.message, "'b' is a required property");
  const either: Schema = { anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] };
  assert.equal(bestOf(violations(either, 'x'))?.message, "'x' is not a 'uuid'");
  assert.equal(bestOf(violations(either, 1))?.message, '1 is not valid under any of the given schemas');
  const both: Schema = { ...either, enum: ['y'] };
  assert.equal(bestOf(violations(both, 'x'))?.message, "'x' is not one of ['y']");
  assert.equal(bestOf([]), undefined);
});

it('what does not fit is told with the schema and the value', () => {
  const [found] = violations({ properties: { a: { items: { type: 'null' } } } }, { a: [1] });
  assert.ok(found);
  assert.equal(
    textOf(found),
    "1 is not of type 'null'\n\nFailed validating 'type' in schema['properties']['a']['items']:\n    {'type': 'null'}\n\nOn instance['a'][0]:\n    1",
  );
});

it('values are laid out as by Python’s pprint', () => {
  const words = 'ID of image stored in Glance that should be used as the kernel when booting an AMI-style image.';
  assert.equal(
    pformat({ description: words, is_base: false }),
    `{'description': 'ID of image stored in Glance that should be used as '
                'the kernel when booting an AMI-style image.',
 'is_base': False}`,
  );
  assert.equal(
    pformat(words),
    `('ID of image stored in Glance that should be used as the kernel when '
 'booting an AMI-style image.')`,
  );
  const long = 'x'.repeat(80);
  assert.equal(pformat(long), `'${long}'`);
  assert.equal(pformat([long, 1]), `['${long}',\n 1]`);
  assert.equal(pformat({ [long]: 1 }), `{'${long}': 1}`);
  assert.equal(pformat({ b: 1, a: [{ c: 1, d: 2 }], c: null }), "{'a': [{'c': 1, 'd': 2}], 'b': 1, 'c': None}");
});
