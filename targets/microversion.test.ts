import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { between, compare, optIn, read, text } from './microversion';

describe('a microversion', () => {
  it('is two numbers', () => {
    assert.deepEqual(read('2.87'), [2, 87]);
    for (const wrong of ['', '2', '2.', '.87', '2.x', '2.8.7', '2.1e1', '2. 87', 'latest', 2.87, undefined, null])
      assert.equal(read(wrong), undefined, `${wrong}`);
    assert.equal(text(optIn), '2.87');
  });

  it('is compared part by part', () => {
    assert.ok(compare([2, 9], optIn) < 0);
    assert.ok(compare([2, 100], optIn) > 0);
    assert.ok(compare([3, 0], optIn) > 0);
    assert.equal(compare([2, 87], optIn), 0);
  });

  it('stands in a row with others', () => {
    assert.deepEqual(between([2, 85], optIn).map(text), ['2.85', '2.86', '2.87']);
    assert.deepEqual(between([2, 88], optIn), []);
  });
});
