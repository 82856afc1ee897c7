import assert from 'node:assert/strict';
import { test } from 'node:test';
import { howMany } from './how-many';

test('differences and notes are counted in words', () => {
  assert.equal(howMany(0, 0), 'no difference');
  assert.equal(howMany(0, 2), 'no difference and 2 notes');
  assert.equal(howMany(1, 1), '1 difference and 1 note');
  assert.equal(howMany(2, 0), '2 differences');
});
