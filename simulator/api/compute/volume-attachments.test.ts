import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const unknown = '00000000-0000-4000-8000-000000000001';

const attach = (cloud: Cloud, server: string, volumeId: string) =>
  cloud.ask('POST', `/servers/${server}/os-volume_attachments`, { body: { volumeAttachment: { volumeId } } });
const detach = (cloud: Cloud, server: string, volume: string) =>
  cloud.ask('DELETE', `/servers/${server}/os-volume_attachments/${volume}`);
const statusOf = async (cloud: Cloud, volume: string) =>
  at((await cloud.ask('GET', `/volumes/${volume}`, { service: 'block-storage' })).json, 'volume', 'status');

describe('the volumes of a server', () => {
  it('are attached, listed and detached', async () => {
    const cloud = new Cloud();
    for (const [server, device] of [
      [await cloud.server(), '/dev/sdb'],
      [await cloud.server({ root: { source_type: 'blank' } }), '/dev/sdb'],
    ] as const) {
      const volume = await cloud.volume();
      const attached = await attach(cloud, server, volume);
      const wanted = { id: volume, volumeId: volume, serverId: server, device };
      assert.deepEqual(attached.json, { volumeAttachment: wanted });
      assert.equal(await statusOf(cloud, volume), 'in-use');
      const list = at((await cloud.ask('GET', `/servers/${server}/os-volume_attachments`)).json, 'volumeAttachments');
      assert.deepEqual((list as readonly unknown[]).at(-1), wanted);
      const already = `Invalid volume: volume ${volume} is already attached to instances: ${server}`;
      const again = await attach(cloud, server, volume);
      assert.deepEqual([again.status, again.json], [400, { badRequest: { code: 400, message: already } }]);
      assert.equal((await detach(cloud, server, volume)).status, 202);
      assert.equal(await statusOf(cloud, volume), 'available');
      assert.equal((await detach(cloud, server, volume)).status, 404);
    }
  });

  it('are not found where there is no such volume: to be attached after the state is looked at, else before', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    assert.equal((await attach(cloud, server, unknown)).status, 404);
    await cloud.done(server, { rescue: null });
    assert.equal((await attach(cloud, server, unknown)).status, 409);
    assert.equal((await detach(cloud, server, 'none')).status, 404);
    assert.equal((await attach(cloud, 'none', unknown)).status, 404);
  });

  it('must be free', async () => {
    const cloud = new Cloud();
    const [server, volume] = [await cloud.server(), await cloud.volume()];
    for (const [state, why] of [
      ['error', 'Volume attachments can not be created .* status of: error  \\(HTTP 400\\)'],
      ['reserved', 'Volume .* status must be available .* but the current status is reserved. \\(HTTP 400\\)'],
    ] as const) {
      const body = { 'os-reset_status': { status: state } };
      await cloud.granted('POST', `/volumes/${volume}/action`, { service: 'block-storage', as: 'admin', body });
      const { status, text } = await attach(cloud, server, volume);
      assert.equal(status, 400);
      assert.match(text, new RegExp(`Invalid input received: Invalid volume: ${why}`));
    }
  });

  it('are neither attached nor detached in RESCUE', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const [held, free] = [await cloud.volume(), await cloud.volume()];
    await attach(cloud, server, held);
    await cloud.done(server, { rescue: null });
    assert.match((await attach(cloud, server, free)).text, /Cannot 'attach_volume' instance .* in vm_state rescued/);
    assert.match((await detach(cloud, server, held)).text, /Cannot 'detach_volume' instance .* in vm_state rescued/);
    assert.equal(await statusOf(cloud, held), 'in-use');
  });

  it('keep their root volume', async () => {
    const cloud = new Cloud();
    const server = await cloud.server({ root: { source_type: 'blank' } });
    const volume = textAt(await cloud.show(server), 'os-extended-volumes:volumes_attached', 0, 'id');
    assert.match((await detach(cloud, server, volume)).text, /Cannot detach a root device volume/);
  });
});

describe('the swap of a volume', () => {
  const swap = async (cloud: Cloud, server: string, from: string, to: string, as: 'owner' | 'admin' = 'admin') => {
    const body = { volumeAttachment: { volumeId: to } };
    return cloud.ask('PUT', `/servers/${server}/os-volume_attachments/${from}`, { as, body });
  };

  it('is for admins, of volumes that are there, and refused in RESCUE', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const [from, to] = [await cloud.volume(), await cloud.volume()];
    assert.equal((await swap(cloud, server, from, to, 'owner')).status, 403);
    assert.equal((await swap(cloud, server, unknown, to)).status, 404);
    assert.equal((await swap(cloud, server, from, unknown)).status, 400);
    assert.equal((await swap(cloud, server, from, to)).status, 501, 'Nova would do it');
    await cloud.done(server, { rescue: null });
    const { status, json } = await swap(cloud, server, from, to);
    const message = `Cannot 'swap_volume' instance ${server} while it is in vm_state rescued`;
    assert.deepEqual([status, json], [409, { conflictingRequest: { code: 409, message } }]);
  });
});

describe('an attachment', () => {
  const path = (server: string, more = '') => `/servers/${server}/os-volume_attachments${more}`;
  const message = (json: unknown) => Object.values(json as Record<string, { message: string }>)[0]?.message;

  it('is shown with more at later microversions', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const volumeId = await cloud.volume();
    const wanted = { volumeId, device: '/dev/sdx', tag: 't', delete_on_termination: true };
    const made = await cloud.ask('POST', path(server), {
      headers: version('2.93'),
      body: { volumeAttachment: wanted },
    });
    const early = { id: volumeId, volumeId, serverId: server, device: '/dev/sdx' };
    const later = { ...early, tag: 't', delete_on_termination: true };
    assert.deepEqual(made.json, { volumeAttachment: later });
    const get = async (microversion: string) =>
      at(
        (await cloud.ask('GET', path(server, `/${volumeId}`), { headers: version(microversion) })).json,
        'volumeAttachment',
      );
    assert.deepEqual(await get('2.69'), early);
    assert.deepEqual(await get('2.70'), { ...early, tag: 't' });
    assert.deepEqual(await get('2.88'), later);
    const latest = await get('2.89');
    const { id, ...rest } = later;
    assert.deepEqual(latest, { ...rest, attachment_id: at(latest, 'attachment_id'), bdm_uuid: at(latest, 'bdm_uuid') });
    const none = await cloud.ask('GET', path(server, `/${unknown}`));
    assert.deepEqual(
      [none.status, message(none.json)],
      [404, `Instance ${server} is not attached to volume ${unknown}`],
    );
  });

  it('has the first device that is free, unless another is asked for, which must not be taken', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const one = async (device?: string) => {
      const volumeAttachment = { volumeId: await cloud.volume(), ...(device && { device }) };
      const { json } = await cloud.ask('POST', path(server), { body: { volumeAttachment } });
      return at(json, 'volumeAttachment', 'device') ?? message(json);
    };
    assert.equal(await one('/dev/sdc'), '/dev/sdc');
    assert.equal(await one(), '/dev/sdb');
    assert.equal(await one(), '/dev/sdd');
    assert.equal(await one('/dev/sdd'), 'The supplied device path (/dev/sdd) is in use.');
    assert.equal(await one('/dev/vdx'), '/dev/sdx', 'as the fake driver calls it');
    const list = async (query: string) => {
      const { json } = await cloud.ask('GET', path(server, query));
      return (
        (at(json, 'volumeAttachments') as readonly object[] | undefined)?.map((each) => at(each, 'device')) ??
        message(json)
      );
    };
    assert.deepEqual(await list('?limit=2'), ['/dev/sdc', '/dev/sdb']);
    assert.deepEqual(await list('?offset=2&limit='), ['/dev/sdd', '/dev/sdx']);
    const wrong = "Invalid input for query parameters offset. Value: x. 'x' does not match '^[0-9]*$'";
    assert.equal(await list('?offset=x'), wrong);
  });

  it('is changed in one thing, from 2.85 on', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const volumeId = await cloud.volume();
    await attach(cloud, server, volumeId);
    const put = async (volume: string, more: object) => {
      const body = { volumeAttachment: { volumeId: volume, ...more } };
      const { status, json } = await cloud.ask('PUT', path(server, `/${volume}`), { headers: version('2.85'), body });
      return status === 202 ? 202 : message(json);
    };
    assert.equal(await put(volumeId, { delete_on_termination: true, device: '/dev/sdb' }), 202);
    assert.equal(await put(volumeId, {}), 202);
    const { json } = await cloud.ask('GET', path(server, `/${volumeId}`), { headers: version('2.79') });
    assert.equal(at(json, 'volumeAttachment', 'delete_on_termination'), true);
    assert.equal(await put(volumeId, { device: '/dev/sdz' }), 'The device property is not mutable');
    assert.equal(await put(unknown, {}), `No volume Block Device Mapping with id ${unknown}.`);
  });
});
