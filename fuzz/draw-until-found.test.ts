import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { drawUntilFound } from './draw-until-found';

const ofTen = { seed: 1, runs: 10 };
const large = async (number: number) => (number >= 100 ? number : undefined);

describe('drawing until there is something to be found', () => {
  it('finds the smallest, and with its seed and path the same again', async () => {
    const { found, ...from } = await drawUntilFound(fc.nat(), large, ofTen);
    assert.equal(found, 100);
    assert.equal((await drawUntilFound(fc.nat(), large, { ...from, runs: 1, isSlow: true })).found, 100);
  });

  it('is content with the first where each takes its time', async () => {
    const { found = 0 } = await drawUntilFound(fc.nat(), large, { ...ofTen, isSlow: true });
    assert.ok(found > 100);
  });

  it('finds nothing where there is nothing', async () => {
    assert.deepEqual(await drawUntilFound(fc.nat(99), large, ofTen), { found: undefined, seed: 1, path: '' });
  });

  it('takes no mistake of ours for something found', async () => {
    const mistaken = () => Promise.reject(new TypeError('a mistake'));
    await assert.rejects(drawUntilFound(fc.nat(), mistaken, ofTen), /a mistake/);
  });
});
