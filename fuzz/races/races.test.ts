import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeRace } from './judge-race';
import { linearize } from './linearize';
import type { RaceCall, RaceOperation } from './race';
import { serverModel } from './server-model';
import { timeline } from './timeline';

const operation = (
  client: string,
  call: RaceCall,
  answer: number | string | undefined,
  invoked: number,
  returned: number,
): RaceOperation => ({
  client,
  call,
  answer:
    answer === undefined ? undefined : typeof answer === 'number' ? { status: answer } : { status: 200, shown: answer },
  invoked,
  returned,
});

const kindOf = (...history: readonly RaceOperation[]) => linearize(history, serverModel).kind;

describe('the histories that one server can have', () => {
  const good: Readonly<Record<string, readonly RaceOperation[]>> = {
    'one winner, one loser': [operation('a', 'rescue', 200, 0, 5), operation('b', 'rescue', 409, 1, 4)],
    'a loser that is answered 500': [operation('a', 'rescue', 200, 0, 5), operation('b', 'rescue', 500, 1, 4)],
    'a rescue after a rescue and an unrescue': [
      operation('a', 'rescue', 200, 0, 1),
      operation('a', 'unrescue', 202, 2, 3),
      operation('b', 'rescue', 200, 2, 9),
    ],
    'a lock that comes in between': [operation('a', 'lock', 202, 0, 5), operation('b', 'rescue', 409, 1, 9)],
    'a lock that was not answered': [operation('a', 'lock', undefined, 0, 0), operation('b', 'rescue', 409, 7, 9)],
    'a rescue that was not answered': [
      operation('a', 'rescue', undefined, 0, 0),
      operation('b', 'show', 'RESCUE', 7, 9),
    ],
    'what is deleted is gone': [
      operation('a', 'delete', 204, 0, 1),
      operation('b', 'show', 'ACTIVE', 2, 3),
      operation('b', 'rescue', 404, 4, 5),
    ],
    'what is shown as deleted is about to be gone': [
      operation('a', 'delete', 204, 0, 1),
      operation('b', 'show', 'DELETED', 2, 3),
      operation('b', 'show', 404, 4, 5),
    ],
    'a locked server is not deleted': [
      operation('a', 'lock', 202, 0, 1),
      operation('b', 'delete', 409, 2, 3),
      operation('b', 'unlock', 202, 4, 5),
      operation('b', 'delete', 204, 6, 7),
    ],
  };
  for (const [name, history] of Object.entries(good)) {
    it(`are all right: ${name}`, () => assert.equal(kindOf(...history), 'linearizable'));
  }

  const bad: Readonly<Record<string, readonly RaceOperation[]>> = {
    'two winners': [operation('a', 'rescue', 200, 0, 5), operation('b', 'rescue', 200, 1, 4)],
    'what nobody deletes is shown as deleted': [operation('a', 'show', 'DELETED', 0, 1)],
    'no winner': [operation('a', 'rescue', 409, 0, 5), operation('b', 'rescue', 409, 1, 4)],
    'a rescue of a locked server': [operation('a', 'lock', 202, 0, 1), operation('b', 'rescue', 200, 2, 3)],
    'a lock that is forgotten': [operation('a', 'lock', 202, 0, 1), operation('b', 'delete', 204, 2, 3)],
    'a rescue that is taken back by itself': [
      operation('a', 'rescue', 200, 0, 1),
      operation('b', 'show', 'RESCUE', 2, 3),
      operation('b', 'show', 'ACTIVE', 4, 5),
    ],
    'a server that comes back': [
      operation('a', 'delete', 204, 0, 1),
      operation('b', 'show', 404, 2, 3),
      operation('b', 'show', 'ACTIVE', 4, 5),
    ],
    'an unrescue of what was never rescued': [operation('a', 'unrescue', 202, 0, 1)],
    'an answer that is no answer': [operation('a', 'lock', 418, 0, 1)],
  };
  for (const [name, history] of Object.entries(bad)) {
    it(`are found out: ${name}`, () => assert.equal(kindOf(...history), 'no order fits'));
  }
});

describe('the judgement of a race', () => {
  const looks = (first: string) => [
    operation('right after', 'show', first, 8, 9),
    operation('z', 'show', 'RESCUE', 10, 11),
  ];
  const twoWinners = [operation('a', 'rescue', 200, 0, 5), operation('b', 'rescue', 200, 1, 7)];
  const judged = (mayBeSlow: boolean, ...history: readonly RaceOperation[]) => judgeRace(history, { mayBeSlow });

  it('lets one who was slow win after another, where it may have been slow', () => {
    assert.equal(judged(true, ...twoWinners, ...looks('RESCUE')).kind, 'one may have been slow');
    assert.equal(judged(false, ...twoWinners, ...looks('RESCUE')).kind, 'no order fits');
    // The first rescue was not over when both had been accepted: nobody was that slow.
    assert.equal(judged(true, ...twoWinners, ...looks('ACTIVE')).kind, 'no order fits');
    const taken = [operation('a', 'unrescue', 202, 6, 9), operation('b', 'unrescue', 202, 7, 9)];
    const history = [operation('a', 'rescue', 200, 0, 5), ...taken, operation('z', 'show', 'ACTIVE', 10, 11)];
    assert.equal(judged(true, ...history).kind, 'one may have been slow');
  });

  it('says who may have been slow', () => {
    const slowIn = (...history: readonly RaceOperation[]) => {
      const end = judged(true, ...history);
      return end.kind === 'one may have been slow'
        ? end.slow.map(({ client, call }) => `${client}: ${call}`)
        : end.kind;
    };
    assert.deepEqual(slowIn(...twoWinners, ...looks('RESCUE')), ['a: rescue', 'b: rescue']);
    // No rescue was over yet when the second had been accepted: only the first had time to be slow.
    const [first, second] = [operation('a', 'rescue', 200, 0, 9), operation('b', 'rescue', 200, 1, 2)];
    const seen = operation('b', 'show', 'ACTIVE', 3, 4);
    assert.deepEqual(slowIn(first, second, seen, operation('z', 'show', 'RESCUE', 10, 11)), ['a: rescue']);
    // Of three winners two were slow, whichever they were.
    const three = [...twoWinners, operation('c', 'rescue', 200, 2, 7), ...looks('RESCUE')];
    assert.deepEqual(slowIn(...three), ['a: rescue', 'b: rescue', 'c: rescue']);
    const refused = operation('d', 'rescue', 409, 0, 7);
    assert.deepEqual(slowIn(...twoWinners, refused, ...looks('RESCUE')), ['a: rescue', 'b: rescue']);
  });

  it('lets a lock or an unlock come to grief that finds its server gone, and no other', () => {
    const ended = (call: RaceCall, shown: number | string) =>
      judged(
        true,
        operation('a', 'delete', 204, 0, 1),
        operation('b', call, 500, 2, 9),
        operation('a', 'show', shown, 7, 8),
        operation('z', 'show', 404, 10, 11),
      ).kind;
    assert.equal(ended('unlock', 404), 'one may have been slow');
    assert.equal(ended('lock', 404), 'one may have been slow');
    assert.equal(ended('unlock', 'ACTIVE'), 'one may have been slow', 'it may have gone between 8 and 9');
    assert.equal(ended('show', 404), 'no order fits');
    const known = [operation('a', 'delete', 204, 0, 1), operation('a', 'show', 404, 2, 3)];
    assert.equal(judged(true, ...known, operation('b', 'lock', 500, 4, 5)).kind, 'no order fits');
    assert.equal(judged(true, operation('b', 'lock', 500, 4, 5), ...looks('ACTIVE')).kind, 'no order fits');
  });

  it('takes no slowness for an excuse where the two did not overlap, or one was refused for nothing', () => {
    const [first] = twoWinners;
    assert.ok(first);
    assert.equal(judged(true, first, operation('b', 'rescue', 200, 6, 7)).kind, 'no order fits');
    assert.equal(judged(true, operation('a', 'rescue', 409, 0, 5), ...looks('ACTIVE')).kind, 'no order fits');
    assert.equal(judged(true, operation('a', 'rescue', undefined, 0, 5), ...looks('RESCUE')).kind, 'an order fits');
  });

  const unlooked: Readonly<Record<string, readonly RaceOperation[]>> = {
    'what is being done to the server': [...twoWinners, ...looks('ACTIVE')],
    'its lock': [operation('a', 'lock', 202, 0, 1), operation('b', 'rescue', 200, 2, 3)],
    'its state': [operation('a', 'unrescue', 202, 0, 1), operation('b', 'show', 'ACTIVE', 2, 3)],
  };
  for (const [what, history] of Object.entries(unlooked)) {
    it(`says what was not looked at: ${what}`, () => {
      const end = judged(true, ...history);
      assert.deepEqual(end.kind === 'no order fits' && end.unlooked.map((one) => one.what), [what]);
    });
  }

  it('names nothing where nothing known explains it', () => {
    const end = judged(true, operation('a', 'lock', 418, 0, 1));
    assert.deepEqual(end.kind === 'no order fits' && end.unlooked, []);
  });
});

describe('the timeline', () => {
  it('draws who was under way when, and what fits nowhere', () => {
    const history = [
      operation('client 1', 'rescue', 200, 0, 500),
      operation('client 2', 'rescue', 200, 20, 480),
      operation('client 3', 'show', 'RESCUE', 490, 510),
      operation('client 3', 'lock', undefined, 600, 600),
    ];
    const verdict = linearize(history, serverModel);
    assert.equal(verdict.kind, 'no order fits');
    const stuck = verdict.kind === 'no order fits' ? verdict.stuck : [];
    const drawn = [
      'client 1  |-------------------------------|                          rescue → 200  ← fits nowhere',
      'client 2          |-------|                                          rescue → 200',
      'client 3                          |---------------|                  show → 200 RESCUE',
      'client 3                                                  |-------…  lock → no answer',
    ];
    assert.equal(timeline(history, { operations: stuck, as: 'fits nowhere' }), drawn.join('\n'));
  });

  it('is nothing for nothing', () => assert.equal(timeline([]), ''));
});
