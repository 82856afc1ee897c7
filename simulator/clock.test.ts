import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulatedClock } from './clock';

describe('the simulated clock', () => {
  it('stands still until it is moved', () => {
    const clock = simulatedClock(1000);
    assert.equal(clock.now(), 1000);
    clock.advance(5);
    assert.equal(clock.now(), 1005);
  });

  it('lets happen what is due, in the order of time and at its time', () => {
    const clock = simulatedClock(0);
    const seen: [string, number][] = [];
    clock.schedule(20, () => seen.push(['later', clock.now()]));
    clock.schedule(10, () => {
      seen.push(['sooner', clock.now()]);
      clock.schedule(5, () => seen.push(['what that led to', clock.now()]));
    });
    clock.schedule(21, () => seen.push(['not yet', clock.now()]));
    clock.advance(20);
    assert.deepEqual(seen, [
      ['sooner', 10],
      ['what that led to', 15],
      ['later', 20],
    ]);
  });

  it('keeps the order of what is due at once', () => {
    const clock = simulatedClock(0);
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c']) clock.schedule(10, () => seen.push(name));
    clock.advance(10);
    assert.deepEqual(seen, ['a', 'b', 'c']);
  });

  it('starts on a day of its own choice', () => {
    assert.equal(new Date(simulatedClock().now()).toISOString(), '2026-01-01T00:00:00.000Z');
  });
});
