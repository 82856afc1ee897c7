import assert from 'node:assert/strict';
import { it } from 'node:test';
import { enough } from './replay-race';

it('a race is held until it would hardly be missed by chance, but not for ever', () => {
  const times = (unordered: number) => enough({ plan: [], pauses: 0, order: [], held: 10, unordered });
  assert.deepEqual([10, 9, 5, 2, 1].map(times), [5, 5, 7, 21, 40]);
});
