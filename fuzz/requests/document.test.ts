import assert from 'node:assert/strict';
import { it } from 'node:test';
import { docOf, object, places, textOf } from './document';

it('a document holds what no value does: keys that come twice, and what stands as it is', () => {
  const doc = object(['a', 1], ['a', { raw: '1e999' }], ['b', [null, 'ä"']]);
  assert.equal(textOf(doc), '{"a":1,"a":1e999,"b":[null,"ä\\""]}');
  assert.equal(textOf(docOf({ a: [{ b: true }] })), '{"a":[{"b":true}]}');
});

it('something else can stand at every place of a document', () => {
  const doc = docOf({ a: [1, { b: 2 }] });
  const found = [...places(doc)].map(({ put }) => textOf(put('x')));
  assert.deepEqual(found, ['"x"', '{"a":"x"}', '{"a":["x",{"b":2}]}', '{"a":[1,"x"]}', '{"a":[1,{"b":"x"}]}']);
});
