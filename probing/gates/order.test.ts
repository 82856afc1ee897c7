import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderOf } from './order';

describe('the order of gates', () => {
  it('follows from what comes before what, also by way of a third', () => {
    assert.deepEqual(
      orderOf(
        ['c', 'a', 'b'],
        [
          ['a', 'b'],
          ['b', 'c'],
        ],
      ),
      { groups: [['a'], ['b'], ['c']], unplaced: [], contradictory: false },
    );
  });

  it('groups what has the same before and behind it', () => {
    const known = [
      ['a', 'b'],
      ['a', 'c'],
    ] as const;
    assert.deepEqual(orderOf(['a', 'b', 'c'], known).groups, [['a'], ['b', 'c']]);
  });

  it('leaves out those that could stand in more than one place', () => {
    const known = [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'x'],
    ] as const;
    assert.deepEqual(orderOf(['a', 'b', 'c', 'x'], known), {
      groups: [['a'], ['b'], ['c']],
      unplaced: ['x'],
      contradictory: false,
    });
  });

  it('leaves out those of which nothing is known, unless that is all', () => {
    assert.deepEqual(orderOf(['a', 'b', 'x'], [['a', 'b']]), {
      groups: [['a'], ['b']],
      unplaced: ['x'],
      contradictory: false,
    });
    assert.deepEqual(orderOf(['a', 'b'], []), { groups: [['a', 'b']], unplaced: [], contradictory: false });
    assert.deepEqual(orderOf([], []), { groups: [], unplaced: [], contradictory: false });
  });

  it('says that there is none where they come before each other', () => {
    const known = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ] as const;
    assert.deepEqual(orderOf(['a', 'b', 'c'], known), {
      groups: [],
      unplaced: ['a', 'b', 'c'],
      contradictory: true,
    });
  });
});
