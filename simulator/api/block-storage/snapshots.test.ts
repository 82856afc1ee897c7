import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { microversion, VolumeCloud, why } from './volume-cloud.test';

const nowhere = '00000000-0000-4000-8000-000000000000';

describe('a snapshot', () => {
  it('is made of a volume, shown, changed and deleted', async () => {
    const cloud = new VolumeCloud();
    const volume = await cloud.volume({ size: 2 });
    const body = { snapshot: { volume_id: volume, name: 'one', metadata: { a: 'b' } } };
    const made = await cloud.volumes('POST', '/snapshots', { body });
    const id = textAt(made.json, 'snapshot', 'id');
    const precise = textAt(made.json, 'snapshot', 'created_at');
    assert.match(precise, /^2026-01-01T00:00:0\d\.\d{6}$/);
    const summary = {
      id,
      created_at: precise,
      updated_at: null,
      name: 'one',
      description: null,
      volume_id: volume,
      status: 'creating',
      size: 2,
      metadata: { a: 'b' },
    };
    assert.deepEqual([made.status, made.json], [202, { snapshot: summary }]);
    const progress = async () =>
      at((await cloud.volumes('GET', `/snapshots/${id}`)).json, 'snapshot', 'os-extended-snapshot-attributes:progress');
    assert.equal(await progress(), '0%');
    cloud.settle();
    assert.equal(await progress(), '100%');
    const list = async (path: string, minor = 0) =>
      at((await cloud.volumes('GET', `/snapshots${path}`, { headers: microversion(minor) })).json, 'snapshots');
    const times = { created_at: precise.replace(/\d{6}$/, '000000'), updated_at: '2026-01-01T00:00:00.000000' };
    assert.deepEqual(await list(''), [{ ...summary, ...times, status: 'available' }]);
    const detail = await list('/detail', 65);
    assert.deepEqual(
      ['group_snapshot_id', 'consumes_quota', 'os-extended-snapshot-attributes:progress'].map((key) =>
        at(detail, 0, key),
      ),
      [null, true, '100%'],
    );
    assert.equal(typeof at(detail, 0, 'user_id'), 'string');
    assert.deepEqual([await list(`?volume_id=${nowhere}`), await list('?name=two')], [[], []]);
    const put = (snapshot: object) => cloud.volumes('PUT', `/snapshots/${id}`, { body: { snapshot } });
    assert.equal(at((await put({ name: 'two' })).json, 'snapshot', 'name'), 'two');
    assert.equal((await put({ name: 'x'.repeat(256) })).status, 400);
    assert.deepEqual(why(await cloud.volumes('GET', `/snapshots/${id}/metadata/x`)), [
      404,
      `Snapshot ${id} has no metadata with key x.`,
    ]);
    await cloud.did('DELETE', `/snapshots/${id}`);
    assert.deepEqual(why(await cloud.volumes('GET', `/snapshots/${id}`)), [404, `Snapshot ${id} could not be found.`]);
  });

  it('is made of a volume in use with force, or from 3.66 on', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume({ imageRef: await cloud.image() });
    await cloud.serverFrom(id);
    const make = async (wish: object, minor = 0) =>
      why(
        await cloud.volumes('POST', '/snapshots', {
          body: { snapshot: { volume_id: id, ...wish } },
          headers: microversion(minor),
        }),
      );
    assert.deepEqual(await make({}), [
      400,
      `Invalid volume: Volume ${id} status must be available, but current status is: in-use.`,
    ]);
    assert.equal((await make({ force: true }))[0], 202);
    for (const [status, why] of [
      ['error', 'error status'],
      ['maintenance', 'maintenance mode'],
    ] as const) {
      await cloud.act(id, { 'os-reset_status': { status } }, { as: 'admin' });
      const never = `Invalid volume: The snapshot cannot be created when the volume is in ${why}.`;
      assert.deepEqual(await make({ force: true }), [400, never]);
    }
    await cloud.act(id, { 'os-reset_status': { status: 'IN-USE' } }, { as: 'admin' });
    assert.equal((await make({}, 66))[0], 202);
    assert.equal((await make({ name: 'x'.repeat(256) }))[0], 400);
    assert.equal((await make({ volume_id: nowhere }))[0], 404);
    assert.match(String((await make({ volume_id: 'x' }))[1]), /'x' is not valid under any of the given schemas/);
  });

  it('is left alone where it is gone or set otherwise while its host is at it', async () => {
    const cloud = new VolumeCloud();
    const body = { snapshot: { volume_id: await cloud.volume() } };
    const made = await cloud.volumes('POST', '/snapshots', { body });
    const id = textAt(made.json, 'snapshot', 'id');
    const set = (status: string) =>
      cloud.volumes('POST', `/snapshots/${id}/action`, { as: 'admin', body: { 'os-reset_status': { status } } });
    await set('error');
    cloud.settle();
    await cloud.volumes('DELETE', `/snapshots/${id}`);
    await set('available');
    cloud.settle();
    const { json } = await cloud.volumes('GET', `/snapshots/${id}`);
    assert.equal(at(json, 'snapshot', 'status'), 'available');
  });
});
