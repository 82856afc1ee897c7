import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceInWords } from './difference-in-words';

const seen = (status: number, headers: unknown, body: unknown, world: unknown) =>
  JSON.stringify([status, headers, body, world]);

test('a difference is told by what counts most', () => {
  assert.deepEqual(differenceInWords(seen(400, [], { a: 1 }, {}), seen(200, [1], {}, [])), {
    what: 'answer',
    expected: '400 {"a":1}',
    actual: '200 {}',
  });
  assert.deepEqual(differenceInWords(seen(200, [1], null, {}), seen(200, [2], null, [])), {
    what: 'headers of the answer',
    expected: '[1]',
    actual: '[2]',
  });
  const { what, expected, actual } = differenceInWords(
    seen(200, [], null, { before: 'x'.repeat(300), status: 'RESCUE', after: 'y'.repeat(300) }),
    seen(200, [], null, { before: 'x'.repeat(300), status: 'ACTIVE', after: 'y'.repeat(300) }),
  );
  assert.equal(what, 'world afterwards');
  assert.match(expected, /^…x+","status":"RESCUE","after":"y+…$/);
  assert.match(actual, /^…x+","status":"ACTIVE","after":"y+…$/);
});
