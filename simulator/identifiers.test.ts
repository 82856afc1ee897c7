import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identifiers } from './identifiers';

describe('identifiers', () => {
  it('have the shapes of OpenStack', () => {
    const ids = identifiers(1);
    assert.match(ids.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(ids.requestId(), /^req-[0-9a-f-]{36}$/);
    for (let count = 0; count < 100; count++) assert.match(ids.password(), /^[A-Za-z0-9]{12}$/);
  });

  it('are the same again for the same seed, and for no other', () => {
    const some = (seed: number) => {
      const ids = identifiers(seed);
      return [ids.uuid(), ids.uuid(), ids.password()];
    };
    assert.deepEqual(some(7), some(7));
    assert.notDeepEqual(some(7), some(8));
    assert.equal(new Set(some(7)).size, 3);
  });

  it('are the same however many requests came before, and no two requests have the same', () => {
    const ids = identifiers(7);
    const requests = Array.from({ length: 20 }, () => ids.requestId());
    assert.equal(new Set(requests).size, 20);
    assert.equal(ids.uuid(), identifiers(7).uuid());
    assert.equal(identifiers(7).requestId(), requests[0]);
    assert.notEqual(identifiers(8).requestId(), requests[0]);
  });

  it('go on from a saved state', () => {
    const ids = identifiers(7);
    ids.uuid();
    ids.requestId();
    const { seed, ...drawn } = structuredClone(ids.state);
    const again = identifiers(seed, drawn);
    assert.deepEqual([again.uuid(), again.requestId()], [ids.uuid(), ids.requestId()]);
  });
});
