import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences } from './compare';

const answer = (body: unknown, headers: Readonly<Record<string, string>> = {}) => ({ status: 200, headers, body });

describe('two answers', () => {
  it('are the same whatever the order of their keys', () =>
    assert.deepEqual(differences(answer({ a: 1, b: [2] }), answer({ b: [2], a: 1 })), []));

  it('differ where their values do, as deep down as can be said', () =>
    assert.deepEqual(differences(answer({ a: [{ b: 1 }] }), answer({ a: [{ b: '1' }] })), [
      { at: 'body.a.0.b', real: 1, simulated: '1' },
    ]));

  it('differ in what only one of them has', () =>
    assert.deepEqual(differences(answer({ a: null }, { vary: 'x' }), answer({})), [
      { at: 'headers.vary', real: 'x', simulated: undefined },
      { at: 'body.a', real: null, simulated: undefined },
    ]));

  it('differ as a whole where lists are of another length, or one is no JSON', () => {
    assert.deepEqual(differences(answer([1]), answer([1, 2])), [{ at: 'body', real: [1], simulated: [1, 2] }]);
    assert.deepEqual(differences(answer(''), answer({})), [{ at: 'body', real: '', simulated: {} }]);
  });
});
