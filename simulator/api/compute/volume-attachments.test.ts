import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from '../../cloud.test';

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
      [await cloud.server(), '/dev/vdb'],
      [await cloud.server({ root: { source_type: 'blank' } }), '/dev/vdb'],
    ] as const) {
      const volume = await cloud.volume();
      const attached = await attach(cloud, server, volume);
      const wanted = { id: volume, volumeId: volume, serverId: server, device };
      assert.deepEqual(attached.json, { volumeAttachment: wanted });
      assert.equal(await statusOf(cloud, volume), 'in-use');
      const list = at((await cloud.ask('GET', `/servers/${server}/os-volume_attachments`)).json, 'volumeAttachments');
      assert.deepEqual((list as readonly unknown[]).at(-1), wanted);
      assert.equal((await attach(cloud, server, volume)).status, 400);
      assert.equal((await detach(cloud, server, volume)).status, 202);
      assert.equal(await statusOf(cloud, volume), 'available');
      assert.equal((await detach(cloud, server, volume)).status, 404);
    }
  });

  it('are not found where there is no such volume, before the state is looked at', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    assert.equal((await attach(cloud, server, 'none')).status, 404);
    assert.equal((await detach(cloud, server, 'none')).status, 404);
    assert.equal((await attach(cloud, 'none', 'none')).status, 404);
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
    const unknown = '00000000-0000-4000-8000-000000000001';
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
