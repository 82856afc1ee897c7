import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './judge';
import type { Answer } from './request';
import { holds, judgementText } from './tell';

const answer = (status: number, body: unknown = ''): Answer => ({ status, headers: {}, body });
const play = (answers: Readonly<Record<string, Answer>>) => new Map(Object.entries(answers));
const known = { requests: ['rescue: *'], at: ['body.a.*'], reason: 'because' };

describe('the judgement', () => {
  it('holds where all is the same', () => {
    const judgement = judge(play({ 'a: b': answer(200) }), play({ 'a: b': answer(200) }), []);
    assert.equal(holds(judgement), true);
    assert.equal(
      judgementText(judgement),
      'side by side: 1 requests, 1 answered the same, 0 with known differences, 0 unexplained, 0 stale',
    );
  });

  it('holds where what differs is known to', () => {
    const real = play({ 'rescue: a': answer(200, { a: { b: 1, c: 1 } }) });
    const simulated = play({ 'rescue: a': answer(200, { a: { b: 2, c: 2 } }) });
    const judgement = judge(real, simulated, [known]);
    assert.deepEqual([holds(judgement), judgement.same, judgement.explained], [true, 0, 1]);
    assert.equal(judgement.known.get(known)?.[0]?.differences.length, 2);
  });

  it('does not hold for a difference that nobody has explained, beside one that is known', () => {
    const real = play({ 'rescue: a': answer(200, { a: { b: 1 } }) });
    const simulated = play({ 'rescue: a': answer(202, { a: { b: 2 } }) });
    const judgement = judge(real, simulated, [known]);
    assert.deepEqual([holds(judgement), judgement.explained, judgement.unexplained.length], [false, 0, 1]);
    assert.match(judgementText(judgement), /^rescue: a\n {2}status\n {4}real {7}200\n {4}simulator {2}202\n/);
  });

  it('takes a pattern for the whole name, and a dot for a dot', () => {
    const one = { requests: ['a: b'], at: ['body.a'], reason: 'because' };
    const judgeOne = (name: string, key: string) =>
      holds(judge(play({ [name]: answer(200, { [key]: 1 }) }), play({ [name]: answer(200, { [key]: 2 }) }), [one]));
    assert.deepEqual([judgeOne('a: b', 'a'), judgeOne('a: bc', 'a'), judgeOne('a: b', 'aa')], [true, false, false]);
  });

  it('does not hold for a known difference that there is not any more', () => {
    const judgement = judge(play({ 'rescue: a': answer(200) }), play({ 'rescue: a': answer(200) }), [known]);
    assert.equal(holds(judgement), false);
    assert.match(judgementText(judgement), /^stale, nothing differs so any more: rescue: \*: because\n/);
  });

  it('does not hold for a request that the real Nova has no answer to', () => {
    const judgement = judge(play({}), play({ 'a: b': answer(0, 'there is no {img} yet') }), []);
    assert.deepEqual([holds(judgement), judgement.astray], [false, ['a: b']]);
  });
});
