import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tooSmall } from './flavor-fits';

describe('a flavor', () => {
  const image = { id: 'i', status: 'active', minRam: 0, minDisk: 2 } as const;

  it('without a disk is for servers that boot from volumes', () => {
    const message = 'Only volume-backed servers are allowed for flavors with zero disk.';
    assert.deepEqual(tooSmall({ ram: 1, disk: 0 }, image, true), { status: 403, name: 'forbidden', message });
    assert.equal(tooSmall({ ram: 1, disk: 0 }, image, false), undefined);
  });

  it('is to have what the image asks for', () => {
    assert.equal(tooSmall({ ram: 1, disk: 1 }, image, true)?.status, 400);
    assert.equal(tooSmall({ ram: 1, disk: 2 }, image, true), undefined);
  });
});
