import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { linearize, type Model, type Operation, partition } from './linearize';

/** A register: the model that every paper begins with. */
type Call = { readonly thing?: string; readonly write: number } | { readonly thing?: string; readonly read: true };
type Answer = number | 'done';
type Op = Operation<Call, Answer>;

const register: Model<number, Call, Answer> = {
  initial: 0,
  step: (state, call, answer) => {
    if ('write' in call) return [call.write];
    return answer === undefined || answer === state ? [state] : [];
  },
  key: String,
};

const operation = (client: string, call: Call, answer: Answer | undefined, invoked: number, returned: number): Op => ({
  client,
  call,
  answer,
  invoked,
  returned,
});
const write = (client: string, value: number, invoked: number, returned: number) =>
  operation(client, { write: value }, 'done', invoked, returned);
const read = (client: string, value: number, invoked: number, returned: number) =>
  operation(client, { read: true }, value, invoked, returned);

const kindOf = (history: readonly Op[]) => linearize(history, register).kind;

describe('linearize', () => {
  it('takes a history in which one thing follows the other', () => {
    assert.equal(kindOf([write('a', 1, 0, 1), read('b', 1, 2, 3)]), 'linearizable');
    assert.equal(kindOf([]), 'linearizable');
  });

  it('lets what overlaps come in any order', () => {
    const history = [write('a', 1, 0, 10), read('b', 0, 1, 2), read('b', 1, 3, 4)];
    const verdict = linearize(history, register);
    assert.deepEqual(verdict, { kind: 'linearizable', order: [history[1], history[0], history[2]] });
  });

  it('refuses a read of what was overwritten before it began', () => {
    const history = [write('a', 1, 0, 1), read('b', 0, 2, 3)];
    const verdict = linearize(history, register);
    assert.deepEqual(verdict, { kind: 'no order fits', longest: [history[0]], stuck: [history[1]] });
  });

  it('refuses two reads that see a write come and go', () => {
    assert.equal(kindOf([write('a', 1, 0, 10), read('b', 1, 1, 2), read('c', 0, 3, 4)]), 'no order fits');
  });

  it('says where it is stuck when not even the first fits', () => {
    const history = [read('a', 7, 0, 1)];
    assert.deepEqual(linearize(history, register), { kind: 'no order fits', longest: [], stuck: history });
  });

  it('lets what was never answered take effect late, or never', () => {
    const lost = operation('a', { write: 1 }, undefined, 0, 0);
    assert.equal(kindOf([lost, read('b', 0, 5, 6), read('b', 1, 7, 8)]), 'linearizable');
    assert.equal(kindOf([lost, read('b', 0, 5, 6)]), 'linearizable');
    assert.equal(kindOf([lost, read('b', 1, 5, 6), read('b', 0, 7, 8)]), 'no order fits');
    assert.equal(kindOf([lost, read('b', 2, 5, 6)]), 'no order fits');
  });

  it('lets a state drift by itself', () => {
    const drifting = { ...register, drift: (state: number) => (state === 1 ? [2] : []) };
    const history = [write('a', 1, 0, 1), read('b', 1, 2, 3), read('b', 2, 4, 5)];
    assert.equal(linearize(history, drifting).kind, 'linearizable');
    assert.equal(linearize([...history, read('b', 1, 6, 7)], drifting).kind, 'no order fits');
  });

  it('finds an order for every history that had one', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            value: fc.integer({ min: 0, max: 2 }),
            isWrite: fc.boolean(),
            early: fc.nat(9),
            late: fc.nat(9),
          }),
          {
            maxLength: 7,
          },
        ),
        fc.infiniteStream(fc.boolean()),
        (steps, swaps) => {
          let state = 0;
          const history = steps.map(({ value, isWrite, early, late }, index) => {
            // It takes effect at 10 × index, somewhere between its beginning and its end.
            const [from, to] = [10 * index - early, 10 * index + late];
            if (isWrite) state = value;
            return isWrite ? write('a', value, from, to) : read('b', state, from, to);
          });
          const shuffled = [...history].sort(() => (swaps.next().value ? 1 : -1));
          return linearize(shuffled, register).kind === 'linearizable';
        },
      ),
      { seed: 2026 },
    );
  });

  it('agrees with a search through all orders', () => {
    const operations = fc.array(
      fc.record({ value: fc.integer({ min: 0, max: 1 }), isWrite: fc.boolean(), from: fc.nat(6), takes: fc.nat(4) }),
      { maxLength: 5 },
    );
    const seen = { linearizable: 0, 'no order fits': 0 };
    fc.assert(
      fc.property(operations, (steps) => {
        const history = steps.map(({ value, isWrite, from, takes }) =>
          isWrite ? write('a', value, from, from + takes) : read('b', value, from, from + takes),
        );
        const { kind } = linearize(history, register);
        seen[kind] += 1;
        assert.equal(kind === 'linearizable', orders(history).some(fits));
      }),
      { seed: 2026, numRuns: 500 },
    );
    assert.ok(seen.linearizable > 50 && seen['no order fits'] > 50, JSON.stringify(seen));
  });
});

/** All orders of the operations in which none comes after one that began when it had ended. */
function orders(history: readonly Op[]): readonly (readonly Op[])[] {
  if (history.length === 0) return [[]];
  return history.flatMap((first) => {
    const rest = history.filter((other) => other !== first);
    const isEarly = rest.every(({ returned }) => first.invoked <= returned);
    return isEarly ? orders(rest).map((order) => [first, ...order]) : [];
  });
}

function fits(order: readonly Op[]): boolean {
  let state = 0;
  return order.every(({ call, answer }) => {
    if ('write' in call) state = call.write;
    return 'write' in call || answer === state;
  });
}

describe('partition', () => {
  it('gives the history of each thing by itself, in its order', () => {
    const on = (thing: string, value: number) => operation('a', { thing, write: value }, 'done', value, value);
    const history = [on('x', 1), on('y', 2), on('x', 3)];
    const parts = partition(history, ({ thing = '' }) => thing);
    assert.deepEqual(
      [...parts],
      [
        ['x', [history[0], history[2]]],
        ['y', [history[1]]],
      ],
    );
  });
});
