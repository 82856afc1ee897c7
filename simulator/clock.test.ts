import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockOf, type Pace, type SimulatedClock, simulatedClock } from './clock';

const build = (id: string) => ({ kind: 'build', id, requestId: '' }) as const;

/** Moves the clock, and says what happened when. */
function passed(clock: SimulatedClock, milliseconds: number): readonly (readonly [id: string, at: number])[] {
  const seen: (readonly [string, number])[] = [];
  const until = clock.now() + milliseconds;
  for (let due = clock.next(until); due; due = clock.next(until)) seen.push([due.id, clock.now()]);
  return seen;
}

function paced(pace: Pace): SimulatedClock {
  const clock = simulatedClock(0);
  clock.state.paces.build = pace;
  return clock;
}

describe('the simulated clock', () => {
  it('stands still until it is moved', () => {
    const clock = simulatedClock(1000);
    assert.equal(clock.now(), 1000);
    assert.deepEqual(passed(clock, 5), []);
    assert.equal(clock.now(), 1005);
  });

  it('lets happen what is due, in the order of time and at its time', () => {
    const clock = simulatedClock(0);
    clock.schedule(build('takes a second'));
    clock.schedule({ kind: 'delete', id: 'takes a fifth of it', requestId: '' });
    assert.deepEqual(passed(clock, 999), [['takes a fifth of it', 200]]);
    assert.deepEqual(passed(clock, 1), [['takes a second', 1000]]);
  });

  it('keeps the order of what is due at once', () => {
    const clock = simulatedClock(0);
    for (const id of ['a', 'b', 'c']) clock.schedule(build(id));
    assert.deepEqual(
      passed(clock, 1000).map(([id]) => id),
      ['a', 'b', 'c'],
    );
  });

  it('lets happen without time passing what takes none', () => {
    for (const clock of [paced({ kind: 'delay', milliseconds: 0 }), paced({ kind: 'polls', count: 0 })]) {
      clock.schedule(build('at once'));
      assert.deepEqual(passed(clock, 0), [['at once', 0]]);
    }
  });

  it('waits for what is to be looked at, however long that takes', () => {
    const clock = paced({ kind: 'polls', count: 2 });
    clock.schedule(build('one'));
    clock.schedule(build('another'));
    clock.poll('one');
    assert.deepEqual(passed(clock, 5000), []);
    clock.poll('one');
    assert.deepEqual(passed(clock, 0), [['one', 5000]]);
  });

  it('never comes to what never ends', () => {
    const clock = paced({ kind: 'never' });
    clock.schedule(build('for ever'));
    clock.poll('for ever');
    assert.deepEqual(passed(clock, 1e9), []);
    assert.equal(clock.state.waiting.length, 1);
  });

  it('goes on from a state that was saved as JSON', () => {
    const saved = simulatedClock(0);
    saved.schedule(build('one'));
    const clock = clockOf(JSON.parse(JSON.stringify(saved.state)));
    assert.deepEqual(passed(clock, 1000), [['one', 1000]]);
  });

  it('starts on a day of its own choice', () => {
    assert.equal(new Date(simulatedClock().now()).toISOString(), '2026-01-01T00:00:00.000Z');
  });
});
