import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { always, arranging, isInconclusive } from '../../targets/arranging/wrapped-target.test';
import { differences, takeSnapshot } from './snapshot';

const wish = { disk: 'volume', host: 'capable' } as const;

describe('a snapshot', () => {
  it('holds the server, its volumes and its actions', async (t) => {
    const { arranger, subject } = arranging(t);
    const { id } = await arranger.arrange(wish);
    const { attachments, actions, name, ...rest } = await takeSnapshot(subject, id);
    assert.ok(Array.isArray(attachments) && attachments.length === 1);
    assert.ok(Array.isArray(actions) && actions.length === 1);
    assert.match(String(actions[0]), /^create req-/);
    assert.match(String(name), /^nova-rescue-/);
    assert.deepEqual(rest, {
      flavor: { id: '1', links: [{ rel: 'bookmark', href: 'http://simulator.invalid/compute/flavors/1' }] },
      image: '',
      status: 'ACTIVE',
      vm_state: 'active',
      task_state: null,
      power_state: 1,
      addresses: {},
      [`status of volume ${attachments[0]}`]: 'in-use',
    });
  });

  it('leaves out what the cloud does not show', async (t) => {
    const before = arranging(t);
    const { id } = await before.arranger.arrange(wish);
    const { subject } = arranging(t, {
      on: before.target,
      without: ['block-storage'],
      rewrites: [always('GET', `/servers/${id}/os-instance-actions`, 404)],
    });
    const snapshot = await takeSnapshot(subject, id);
    assert.equal(snapshot.actions, undefined);
    assert.ok(!Object.keys(snapshot).some((key) => key.startsWith('status of volume')));
  });

  it('cannot be taken of a server that is gone', async (t) => {
    await isInconclusive(takeSnapshot(arranging(t).subject, 'none'), /the server none is gone/);
  });
});

describe('the differences of two snapshots', () => {
  it('are none where nothing has changed', () => {
    assert.deepEqual(differences({ a: [1, { b: null }] }, { a: [1, { b: null }] }), []);
  });

  it('name what changed, appeared or went', () => {
    assert.deepEqual(differences({ a: 1, gone: 'x', same: true }, { a: 2, new: [], same: true }), [
      'a: 1 became 2',
      'gone: "x" became undefined',
      'new: undefined became []',
    ]);
  });
});
