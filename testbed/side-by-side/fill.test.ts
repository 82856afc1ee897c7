import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Astray, filled } from './fill';

const values = new Map([['plain image', 'an-id']]);

describe('what the script leaves open', () => {
  it('is filled in every text of a value, and its keys', () =>
    assert.deepEqual(filled({ '{plain image}': ['/{plain image}/', null, 1] }, values), {
      'an-id': ['/an-id/', null, 1],
    }));

  it('is not looked for in JSON, nor in bytes', () => {
    const bytes = new Uint8Array([123, 97, 125]);
    assert.deepEqual(filled(['{"rescue": {}}', '{', bytes], values), ['{"rescue": {}}', '{', bytes]);
  });

  it('has to be there', () => assert.throws(() => filled('{stable image}', values), Astray));
});
