import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Known } from './known';

describe('what was found', () => {
  it('is asked about each difference once, and again when more was found', async () => {
    const asked: string[] = [];
    const known = new Known<{ readonly is: string }>();
    known.add(async ({ is }) => {
      asked.push(is);
      return is === 'a';
    });
    const differences = ['a', 'b', 'a', 'b'].map((is) => ({ is }));
    const answers: boolean[] = [];
    for (const difference of differences) answers.push(await known.has(difference));
    assert.deepEqual(answers, [true, false, true, false]);
    assert.deepEqual(asked, ['a', 'b']);
    known.add(async ({ is }) => is === 'b');
    assert.equal(await known.has({ is: 'b' }), true);
  });
});
