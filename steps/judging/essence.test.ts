import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answered } from '../../targets/arranging/wrapped-target.test';
import { essence } from './essence';

const of = (status: number, body: unknown) =>
  essence({
    asked: '',
    exchange: answered({ caller: 'owner', service: 'compute', method: 'GET', path: '/' }, status, body),
  });

describe('the essence of an answer', () => {
  it('is the same whatever the order of its keys', () => {
    assert.equal(of(200, { a: 1, b: { c: 2, d: 3 } }), of(200, { b: { d: 3, c: 2 }, a: 1 }));
  });

  it('leaves out what is another time’s or another request’s', () => {
    assert.equal(of(200, { adminPass: 'one', updated: 1 }), of(200, { adminPass: 'two', updated: 2 }));
    assert.equal(of(200, [{ request_id: 'one' }]), of(200, [{ request_id: 'two' }]));
  });

  it('does not leave out that it is there', () => {
    assert.notEqual(of(200, { adminPass: 'one' }), of(200, {}));
  });

  it('differs by status, by key, by value, by type and by order', () => {
    const all = [
      of(200, { a: 1 }),
      of(202, { a: 1 }),
      of(200, { b: 1 }),
      of(200, { a: 2 }),
      of(200, { a: '1' }),
      of(200, { a: null }),
      of(200, { a: [1, 2] }),
      of(200, { a: [2, 1] }),
      of(200, ''),
      of(200, '<html>'),
    ];
    assert.equal(new Set(all).size, all.length);
  });
});
