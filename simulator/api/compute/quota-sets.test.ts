import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt, version } from '../../cloud.test';
import { said } from './flavors.test';

const asAdmin: Question = { as: 'admin' };

const projectOf = async (cloud: Cloud) =>
  textAt((await cloud.granted('GET', '/v3/auth/projects', { service: 'identity' })).json, 'projects', 0, 'id');

const set = async (cloud: Cloud, quota_set: object, question: Question = {}) =>
  cloud.ask('PUT', `/os-quota-sets/${await projectOf(cloud)}`, { ...asAdmin, ...question, body: { quota_set } });

const create = async (cloud: Cloud, more: object = {}) => {
  const imageRef = await cloud.image();
  return cloud.ask('POST', '/servers', { body: { server: { name: 's', flavorRef: '1', imageRef, ...more } } });
};

describe('the quotas of a project', () => {
  it('are without limits at first, and shown as each microversion has them', async () => {
    const cloud = new Cloud();
    const id = await projectOf(cloud);
    const show = async (microversion: string, more = '') =>
      at(
        (await cloud.granted('GET', `/os-quota-sets/${id}${more}`, { headers: version(microversion) })).json,
        'quota_set',
      ) as Record<string, unknown>;
    assert.deepEqual([(await show('2.1')).id, (await show('2.1')).cores, (await show('2.1')).fixed_ips], [id, -1, -1]);
    for (const [microversion, count] of [
      ['2.1', 15],
      ['2.36', 11],
      ['2.57', 8],
    ] as const) {
      for (const more of ['', '/defaults', '/detail'])
        assert.equal(Object.keys(await show(microversion, more)).length, count, microversion);
    }
    await cloud.server();
    assert.deepEqual((await show('2.57', '/detail')).ram, { limit: -1, in_use: 64, reserved: 0 });
  });

  it('are set by admins, and not below what is used unless they force it', async () => {
    const cloud = new Cloud();
    await cloud.server();
    const answer = await set(cloud, { cores: 5, instances: '7' });
    assert.deepEqual(
      ['id', 'cores', 'instances', 'ram'].map((key) => at(answer.json, 'quota_set', key)),
      [undefined, 5, 7, -1],
    );
    assert.deepEqual(said(await set(cloud, { ram: 1 })), [
      400,
      'Quota limit 1 for ram must be greater than or equal to already used and reserved 64.',
    ]);
    assert.equal((await set(cloud, { ram: 1, force: true })).status, 200);
    assert.equal((await set(cloud, { ram: -1 })).status, 200);
    const path = `/os-quota-sets/${await projectOf(cloud)}`;
    assert.equal((await cloud.ask('DELETE', path, asAdmin)).status, 202);
    assert.equal(at((await cloud.ask('GET', path)).json, 'quota_set', 'cores'), -1);
    const invalid = 'Invalid input for field/attribute';
    for (const [quota, message] of [
      [{ cores: -2 }, `${invalid} cores. Value: -2. -2 is less than the minimum of -1`],
      [{ cores: 'x' }, `${invalid} cores. Value: x. 'x' does not match '^-?[0-9]+$'`],
    ] as const) {
      assert.deepEqual(said(await set(cloud, quota)), [400, message]);
    }
    assert.match((await set(cloud, { fixed_ips: 1 }, { headers: version('2.36') })).text, /'fixed_ips' was unexpected/);
    assert.deepEqual(said(await set(cloud, {}, { as: 'owner' })), [
      403,
      "Policy doesn't allow os_compute_api:os-quota-sets:update to be performed.",
    ]);
  });

  it('are shown to the project itself and to admins', async () => {
    const cloud = new Cloud();
    const path = `/os-quota-sets/${await projectOf(cloud)}`;
    assert.equal((await cloud.ask('GET', path, asAdmin)).status, 200);
    for (const [more, action] of [
      ['', 'show'],
      ['/detail', 'detail'],
    ] as const) {
      const refused = `Policy doesn't allow os_compute_api:os-quota-sets:${action} to be performed.`;
      assert.deepEqual(said(await cloud.ask('GET', `${path}${more}`, { as: 'other-project' })), [403, refused]);
    }
    const unknown = [400, 'Project ID none is not a valid project.'];
    for (const more of ['', '/defaults', '/detail'])
      assert.deepEqual(said(await cloud.ask('GET', `/os-quota-sets/none${more}`, asAdmin)), unknown);
  });

  it('hold for servers', async () => {
    const cloud = new Cloud();
    await set(cloud, { instances: 2, ram: 100 });
    assert.equal((await create(cloud)).status, 202);
    assert.deepEqual(said(await create(cloud)), [
      403,
      'Quota exceeded for ram: Requested 64, but already used 64 of 100 ram',
    ]);
    assert.deepEqual(said(await create(cloud, { min_count: 2 })), [
      403,
      'Quota exceeded for instances, ram: Requested 2, 128, but already used 1, 64 of 2, 100 instances, ram',
    ]);
    await set(cloud, { ram: 1000 });
    assert.equal((await create(cloud)).status, 202);
  });

  it('hold for key pairs', async () => {
    const cloud = new Cloud();
    await set(cloud, { key_pairs: 0 });
    const body = { keypair: { name: 'a' } };
    assert.deepEqual(said(await cloud.ask('POST', '/os-keypairs', { body })), [
      403,
      'Quota exceeded, too many key pairs.',
    ]);
  });
});

describe('the limits of a project', () => {
  it('count what there is', async () => {
    const cloud = new Cloud();
    await cloud.server();
    await set(cloud, { cores: 3 });
    const show = async (microversion: string) =>
      at(
        (await cloud.granted('GET', '/limits', { headers: version(microversion) })).json,
        'limits',
        'absolute',
      ) as Record<string, number>;
    const early = await show('2.1');
    assert.deepEqual(
      [early.maxTotalCores, early.totalCoresUsed, early.totalRAMUsed, early.totalInstancesUsed, early.maxImageMeta],
      [3, 1, 64, 1, -1],
    );
    for (const [microversion, count] of [
      ['2.1', 19],
      ['2.36', 14],
      ['2.39', 13],
      ['2.57', 11],
    ] as const) {
      assert.equal(Object.keys(await show(microversion)).length, count, microversion);
    }
  });

  it('of another project are for admins', async () => {
    const cloud = new Cloud();
    await cloud.server();
    const path = `/limits?tenant_id=${await projectOf(cloud)}`;
    const { json } = await cloud.granted('GET', path, asAdmin);
    assert.equal(at(json, 'limits', 'absolute', 'totalInstancesUsed'), 1);
    const refused = "Policy doesn't allow os_compute_api:limits:other_project to be performed.";
    assert.deepEqual(said(await cloud.ask('GET', path)), [403, refused]);
  });
});
