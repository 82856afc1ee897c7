import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inconclusive } from './inconclusive';
import { patience, settle } from './settle';
import type { Clock } from './target';

/** A clock that goes on by itself while somebody waits; `waits` are the pauses. */
function clock(): Clock & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}

test('what is there at once is not waited for', async () => {
  const time = clock();
  assert.equal(await settle(time, 'it', async () => 'found'), 'found');
  assert.deepEqual(time.waits, []);
});

test('what is falsy is there too', async () => {
  for (const found of [false, null, 0, '']) assert.equal(await settle(clock(), 'it', async () => found), found);
});

test('the pauses grow to ten times the first, each a little off', async () => {
  const time = clock();
  let looks = 0;
  await settle(time, 'it', async () => (++looks > 30 ? looks : undefined));
  const [first = 0] = time.waits;
  const last = time.waits.at(-1) ?? 0;
  assert.ok(first >= 180 && first <= 220, `${first}`);
  assert.ok(last >= 1800 && last <= 2200, `${last}`);
  assert.equal(time.waits.length, 30);
  assert.ok(time.waits.every(Number.isInteger));
});

test('after the deadline it is looked at once more, and then given up', async () => {
  const time = clock();
  const looks: number[] = [];
  const look = async () => void looks.push(time.now());
  await assert.rejects(settle(time, 'the end', look, { deadline: 1000, interval: 100 }), (error) => {
    assert.ok(error instanceof Inconclusive);
    return error.message === 'the end: not within 1 s';
  });
  assert.ok((looks.at(-1) ?? 0) >= 1000 && (looks.at(-2) ?? 0) < 1000, looks.join());
});

test('without any patience it is looked at once', async () => {
  let looks = 0;
  const look = async () => void looks++;
  await assert.rejects(settle(clock(), 'it', look, { ...patience, deadline: 0 }), Inconclusive);
  assert.equal(looks, 1);
});

test('an error of a look, or of the wait, ends it', async () => {
  const broken = async () => Promise.reject(new Error('broken'));
  await assert.rejects(settle(clock(), 'it', broken), { message: 'broken' });
  await assert.rejects(
    settle({ ...clock(), wait: broken }, 'it', async () => undefined),
    { message: 'broken' },
  );
});
