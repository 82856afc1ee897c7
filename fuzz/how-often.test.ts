import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Inconclusive } from '../targets/inconclusive';
import { enough, howOften, isFlaky } from './how-often';

describe('how often something is there', () => {
  it('is counted, without what told nothing', async () => {
    const seen = [true, false, new Inconclusive('lost'), true];
    const isThere = async () => {
      const next = seen.shift();
      if (next instanceof Inconclusive) throw next;
      return next === true;
    };
    const rate = await howOften(isThere, () => false);
    assert.deepEqual([rate, isFlaky(rate)], [{ shown: 3, of: 4 }, true]);
    assert.equal(
      isFlaky(
        await howOften(
          async () => true,
          () => false,
        ),
      ),
      false,
    );
    assert.deepEqual(await howOften(isThere, () => true), { shown: 1, of: 1 });
    const mistaken = () => Promise.reject(new TypeError('a mistake'));
    await assert.rejects(
      howOften(mistaken, () => false),
      /a mistake/,
    );
  });

  it('says how often to look until it would hardly be missed by chance', () => {
    const times = (shown: number) => enough({ shown, of: 10 }, 5);
    assert.deepEqual([10, 9, 5, 2, 1].map(times), [5, 5, 7, 21, 40]);
  });
});
