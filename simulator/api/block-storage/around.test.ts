import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { microversion, VolumeCloud, why } from './volume-cloud.test';

describe('the types of volumes', () => {
  it('are one at first, and those that an admin makes', async () => {
    const cloud = new VolumeCloud();
    const list = async (as: 'owner' | 'admin' = 'owner') =>
      (at((await cloud.volumes('GET', '/types', { as })).json, 'volume_types') as { name: string }[]).map(
        ({ name }) => name,
      );
    const standard = at((await cloud.volumes('GET', '/types/default')).json, 'volume_type');
    assert.deepEqual(standard, {
      id: textAt(standard, 'id'),
      name: '__DEFAULT__',
      is_public: true,
      description: 'Default Volume Type',
      extra_specs: {},
    });
    const byId = at((await cloud.volumes('GET', `/types/${textAt(standard, 'id')}`)).json, 'volume_type');
    assert.deepEqual(byId, { ...(standard as object), 'os-volume-type-access:is_public': true });
    const make = (volume_type: object, as: 'owner' | 'admin' = 'admin') =>
      cloud.volumes('POST', '/types', { body: { volume_type }, as });
    assert.deepEqual(why(await make({ name: 'x' }, 'owner')), [
      403,
      "Policy doesn't allow volume_extension:type_create to be performed.",
    ]);
    assert.deepEqual(why(await make({ name: '__DEFAULT__' })), [409, 'Volume Type __DEFAULT__ already exists.']);
    assert.deepEqual(why(await make({ name: ' ' })), [
      400,
      "An invalid 'name' value was provided. The 'name' can not be empty.",
    ]);
    const specs = { secret: '1', multiattach: '<is> True' };
    const made = await make({ name: 'fast', extra_specs: specs });
    const id = textAt(made.json, 'volume_type', 'id');
    const hidden = await make({ name: 'own', 'os-volume-type-access:is_public': false, description: 'x' });
    const hiddenId = textAt(hidden.json, 'volume_type', 'id');
    assert.deepEqual(
      [await list(), await list('admin')],
      [
        ['fast', '__DEFAULT__'],
        ['own', 'fast', '__DEFAULT__'],
      ],
    );
    assert.deepEqual(why(await cloud.volumes('GET', `/types/${hiddenId}`)), [
      404,
      `Volume type ${hiddenId} could not be found.`,
    ]);

    const spec = (method: string, path = '', as: 'owner' | 'admin' = 'admin', body?: unknown) =>
      cloud.volumes(method, `/types/${id}/extra_specs${path}`, { as, body });
    assert.deepEqual((await spec('GET')).json, { extra_specs: specs });
    assert.deepEqual((await spec('GET', '', 'owner')).json, { extra_specs: { multiattach: '<is> True' } });
    assert.deepEqual((await spec('GET', '/secret')).json, { secret: '1' });
    assert.equal((await spec('GET', '/secret', 'owner')).status, 404);
    const more = { extra_specs: { k: 'v' } };
    assert.deepEqual((await spec('POST', '', 'admin', more)).json, more);
    assert.equal((await spec('POST', '', 'owner', more)).status, 403);
    assert.equal((await spec('DELETE', '/k')).status, 202);
    assert.deepEqual(why(await spec('DELETE', '/k')), [404, `Volume Type ${id} has no extra specs with key k.`]);

    const volume = await cloud.volume({ volume_type: 'fast' });
    assert.deepEqual(
      [at(await cloud.shown(volume), 'volume_type'), at(await cloud.shown(volume), 'multiattach')],
      ['fast', true],
    );
    assert.deepEqual(why(await spec('POST', '', 'admin', more)), [400, 'Volume Type is currently in use.']);
    assert.deepEqual(why(await spec('DELETE', '/secret')), [400, 'Volume Type is currently in use.']);
    const remove = async (type: string) => why(await cloud.volumes('DELETE', `/types/${type}`, { as: 'admin' }));
    assert.deepEqual(await remove(id), [400, 'Target volume type is still in use.']);
    await cloud.did('DELETE', `/volumes/${volume}`);
    assert.equal((await remove(id))[0], 202);
    assert.deepEqual(await remove(textAt(standard, 'id')), [
      400,
      `The volume type ${textAt(standard, 'id')} is a default volume type and cannot be deleted.`,
    ]);
  });
});

describe('the quotas of a project', () => {
  it('are without end until an admin sets them', async () => {
    const cloud = new VolumeCloud();
    const volume = await cloud.volume({ size: 2 });
    await cloud.snapshot(volume);
    const project = textAt(await cloud.shown(volume), 'os-vol-tenant-attr:tenant_id');
    const path = `/os-quota-sets/${project}`;
    const show = async (query = '') => at((await cloud.volumes('GET', `${path}${query}`)).json, 'quota_set');
    const unlimited = {
      volumes: -1,
      per_volume_gigabytes: -1,
      snapshots: -1,
      gigabytes: -1,
      backups: -1,
      backup_gigabytes: -1,
      volumes___DEFAULT__: -1,
      gigabytes___DEFAULT__: -1,
      snapshots___DEFAULT__: -1,
      groups: -1,
    };
    assert.deepEqual(await show(), { ...unlimited, id: project });
    assert.deepEqual(await show('/defaults'), { ...unlimited, id: project });
    const used = await show('?usage=true');
    assert.deepEqual(
      ['volumes', 'gigabytes', 'snapshots', 'backups', 'gigabytes___DEFAULT__'].map((key) => at(used, key, 'in_use')),
      [1, 4, 1, 0, 4],
    );
    const set = async (quota_set: object, as: 'owner' | 'admin' = 'admin') =>
      why(await cloud.volumes('PUT', path, { body: { quota_set }, as }));
    assert.equal((await set({ volumes: 1 }, 'owner'))[0], 403);
    assert.deepEqual(await set({ foo: 1 }), [400, 'Invalid input received: Bad key(s) in quota set: foo']);
    assert.deepEqual(await set({ volumes: 'x' }), [400, 'volumes must be an integer']);
    assert.deepEqual(await set({ volumes: -2 }), [400, 'volumes must be >= -1']);
    assert.equal((await set({ volumes: 1, tenant_id: 'x' }))[0], 200);
    const make = async () => why(await cloud.volumes('POST', '/volumes', { body: { volume: { size: 1 } } }));
    assert.deepEqual(await make(), [
      413,
      "VolumeLimitExceeded: Maximum number of volumes allowed (1) exceeded for quota 'volumes'.",
    ]);
    await set({ volumes: 9, gigabytes: 4, snapshots: 1 });
    const gigabytes =
      'VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 1G, quota is 4G and 4G has been consumed.';
    assert.deepEqual(await make(), [413, gigabytes]);
    assert.deepEqual(why(await cloud.act(volume, { 'os-extend': { new_size: 3 } })), [413, gigabytes]);
    assert.deepEqual(why(await cloud.volumes('POST', '/snapshots', { body: { snapshot: { volume_id: volume } } })), [
      413,
      "SnapshotLimitExceeded: Maximum number of snapshots allowed (1) exceeded for quota 'snapshots'.",
    ]);
    const limits = at((await cloud.volumes('GET', '/limits')).json, 'limits', 'absolute');
    assert.deepEqual([at(limits, 'maxTotalVolumes'), at(limits, 'totalGigabytesUsed')], [9, 4]);
    assert.equal((await cloud.volumes('DELETE', path)).status, 403);
    assert.equal((await cloud.volumes('DELETE', path, { as: 'admin' })).status, 200);
    assert.deepEqual(await show(), { ...unlimited, id: project });
    assert.deepEqual(why(await cloud.volumes('GET', path, { as: 'other-project' })), [
      403,
      "Policy doesn't allow volume_extension:quotas:show to be performed.",
    ]);
  });
});

describe('the volume service', () => {
  it('tells of its zone, services, extensions and filters', async () => {
    const cloud = new VolumeCloud();
    assert.deepEqual((await cloud.volumes('GET', '/os-availability-zone')).json, {
      availabilityZoneInfo: [{ zoneName: 'nova', zoneState: { available: true } }],
    });
    const services = async (query = '', minor = 0) =>
      at(
        (await cloud.volumes('GET', `/os-services${query}`, { as: 'admin', headers: microversion(minor) })).json,
        'services',
      );
    assert.deepEqual(await services('?binary=cinder-scheduler'), [
      {
        binary: 'cinder-scheduler',
        host: 'sim',
        zone: 'nova',
        status: 'enabled',
        state: 'up',
        updated_at: '2026-01-01T00:00:00.000000',
        disabled_reason: null,
      },
    ]);
    assert.deepEqual(
      [at(await services('?host=sim@files', 49), 0, 'backend_state'), at(await services('', 7), 1, 'cluster')],
      ['up', null],
    );
    assert.equal((await cloud.volumes('GET', '/os-services')).status, 403);
    const extension = at((await cloud.volumes('GET', '/extensions')).json, 'extensions', 0);
    assert.deepEqual((await cloud.volumes('GET', `/extensions/${textAt(extension, 'alias')}`)).json, { extension });
    assert.equal((await cloud.volumes('GET', '/extensions/x')).status, 404);
    const filters = await cloud.volumes('GET', '/resource_filters', { headers: microversion(33) });
    assert.equal(at(filters.json, 'resource_filters', 0, 'resource'), 'volume');
    assert.equal((await cloud.volumes('GET', '/resource_filters')).status, 404);
  });

  it('settles a microversion, and names it', async () => {
    const cloud = new VolumeCloud();
    const ask = async (header: string) => {
      const answer = await cloud.volumes('GET', '/types', { headers: { 'OpenStack-API-Version': header } });
      return [answer.status, answer.headers['openstack-api-version'], why(answer)[1]];
    };
    assert.deepEqual(await ask('volume 3.5'), [200, 'volume 3.5', undefined]);
    assert.deepEqual(await ask('compute 2.1, volume latest'), [200, 'volume 3.70', undefined]);
    assert.deepEqual(await ask('volume 3.99'), [
      406,
      'volume 3.99',
      'Version 3.99 is not supported by the API. Minimum is 3.0 and maximum is 3.70.',
    ]);
    assert.deepEqual(await ask('volume x'), [
      400,
      undefined,
      'API Version String x is of invalid format. Must be of format MajorNum.MinorNum.',
    ]);
    assert.equal((await ask('volume'))[0], 400);
    assert.deepEqual((await ask('compute 2.1')).slice(0, 2), [400, undefined]);
    const plain = await cloud.volumes('GET', '/types');
    assert.deepEqual(
      [plain.headers['openstack-api-version'], plain.headers.vary, plain.headers['x-compute-request-id']],
      ['volume 3.0', 'OpenStack-API-Version', plain.headers['x-openstack-request-id']],
    );
  });

  it('looks at the form of what it is given, and at the project that a path names', async () => {
    const cloud = new VolumeCloud();
    const post = async (body: string, type: string) =>
      why(await cloud.volumes('POST', '/volumes', { body, headers: { 'Content-Type': type } }));
    assert.deepEqual(await post('{}', 'text/plain'), [415, 'Unsupported Content-Type']);
    assert.deepEqual(await post('x', 'application/json; charset=utf-8'), [400, 'Malformed request body']);
    assert.deepEqual(await post('[]', 'application/json'), [400, "[] is not of type 'object'"]);
    assert.deepEqual(why(await cloud.volumes('GET', `/${'0'.repeat(32)}/volumes`)), [400, 'Malformed request url']);
  });

  it('tells what it does not simulate from what there is not', async () => {
    const cloud = new VolumeCloud();
    const status = async (method: string, path: string) => (await cloud.volumes(method, path)).status;
    assert.equal(await status('GET', '/backups'), 501);
    assert.equal(await status('GET', '/types/x/encryption'), 501);
    assert.equal(await status('PATCH', '/volumes/x'), 404);
    const nothing = await cloud.volumes('GET', '/nix');
    assert.deepEqual([nothing.status, nothing.headers['openstack-api-version']], [404, undefined]);
    assert.match(nothing.text, /<title>404 Not Found<\/title>/);
  });
});
