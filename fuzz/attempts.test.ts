import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Inconclusive } from '../targets/inconclusive';
import { Attempts } from './attempts';

describe('what is tried', () => {
  it('may tell nothing, which is kept with its reason; a mistake of ours is none of that', async () => {
    const attempts = new Attempts(() => false);
    assert.equal(await attempts.attempt(async () => 'told'), 'told');
    assert.equal(await attempts.attempt(() => Promise.reject(new Inconclusive('lost'))), undefined);
    await assert.rejects(
      attempts.attempt(() => Promise.reject(new TypeError('a mistake'))),
      /a mistake/,
    );
    assert.deepEqual(attempts.inconclusive, ['lost']);
  });

  it('is tried no more when it is over', async () => {
    assert.equal(await new Attempts(() => true).attempt(async () => 'told'), undefined);
  });
});
