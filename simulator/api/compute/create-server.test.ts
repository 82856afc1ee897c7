import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const create = (cloud: Cloud, server: object) => cloud.ask('POST', '/servers', { body: { server } });

describe('making a server', () => {
  it('is refused without what it is made from', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image();
    const unbootable = await cloud.volume();
    const root = (mapping: object) => ({ flavorRef: '1', block_device_mapping_v2: [mapping] });
    const refusals: readonly (readonly [object, RegExp])[] = [
      [{ imageRef }, /Flavor undefined could not be found/],
      [{ flavorRef: '1', imageRef: 'none' }, /Can not find requested image/],
      [{ flavorRef: '1' }, /nothing to boot from/],
      [{ flavorRef: '1', imageRef, availability_zone: 'nowhere' }, /availability zone is not available/],
      [root({ source_type: 'volume', uuid: 'none' }), /failed to get volume none/],
      [root({ source_type: 'volume', uuid: unbootable }), /is not bootable/],
      [root({ source_type: 'image', uuid: 'none' }), /failed to get image none/],
    ];
    for (const [server, message] of refusals) {
      const answer = await create(cloud, server);
      assert.equal(answer.status, 400);
      assert.match(textAt(answer.json, 'badRequest', 'message'), message);
    }
  });

  it('is refused with a volume that another server has', async () => {
    const cloud = new Cloud();
    const uuid = await cloud.volume({ imageRef: await cloud.image() });
    const block_device_mapping_v2 = [{ source_type: 'volume', uuid }];
    assert.equal((await create(cloud, { flavorRef: '1', block_device_mapping_v2 })).status, 202);
    assert.equal((await create(cloud, { flavorRef: '1', block_device_mapping_v2 })).status, 400);
  });

  it('with other volumes is not simulated', async () => {
    const cloud = new Cloud();
    for (const block_device_mapping_v2 of [
      [{ source_type: 'snapshot' }],
      [{ source_type: 'blank' }, { source_type: 'blank' }],
    ]) {
      assert.equal((await create(cloud, { flavorRef: '1', block_device_mapping_v2 })).status, 501);
    }
  });

  it('puts it in the zone that was asked for, else anywhere', async () => {
    const cloud = new Cloud();
    for (const [zone, host] of [
      ['no-rescue-bfv', 'sim-nobfv'],
      ['libvirt', 'sim-libvirt'],
    ] as const) {
      assert.equal(at(await cloud.show(await cloud.server({ zone })), 'OS-EXT-SRV-ATTR:host'), host);
    }
    assert.equal(at(await cloud.show(await cloud.server()), 'OS-EXT-SRV-ATTR:host'), 'sim-bfv');
  });

  it('ends in ERROR where no host has room', async () => {
    const cloud = new Cloud();
    const shown = await cloud.show(await cloud.server({ flavor: '3' }), version('2.16'));
    assert.deepEqual(
      [at(shown, 'status'), at(shown, 'hostId'), at(shown, 'OS-SRV-USG:launched_at'), at(shown, 'host_status')],
      ['ERROR', '', null, ''],
    );
    assert.match(textAt(shown, 'fault', 'message'), /^No valid host was found/);
  });

  it('remembers the base image of a snapshot, which is what it falls back to', async () => {
    const cloud = new Cloud();
    const base = await cloud.image();
    const snapshot = await cloud.image({ base_image_ref: base });
    const server = await cloud.server({ image: snapshot });
    await cloud.deleteImage(snapshot);
    await cloud.done(server, { rescue: null });
    assert.equal(at(await cloud.show(server), 'status'), 'RESCUE');
    await cloud.done(server, { unrescue: null });
    await cloud.deleteImage(base);
    await cloud.done(server, { rescue: null });
    assert.equal(at(await cloud.show(server), 'status'), 'ACTIVE');
  });
});
