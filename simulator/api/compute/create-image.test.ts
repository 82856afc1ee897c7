import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, stable, textAt, version } from '../../cloud.test';

const imageOf = async (cloud: Cloud, id: string) =>
  (await cloud.granted('GET', `/v2/images/${id}`, { service: 'image', as: 'admin' })).json;

const newest = { headers: version('2.45') };

describe('an image of a server', () => {
  it('is there at once, and has what the disk holds a little later', async () => {
    const cloud = new Cloud();
    const own = await cloud.image({ ...stable, bittorrent: 'x' }, Buffer.from('the content'));
    const server = await cloud.server({ image: own });
    const body = { createImage: { name: 'copy', metadata: { made: 'by a test' } } };
    const made = await cloud.granted('POST', `/servers/${server}/action`, { body, ...newest });
    const id = textAt(made.json, 'image_id');
    assert.deepEqual([made.status, at(await imageOf(cloud, id), 'status')], [202, 'queued']);
    assert.equal(at(await cloud.show(server), 'OS-EXT-STS:task_state'), 'image_snapshot_pending');
    assert.equal((await cloud.act(server, body)).status, 409);
    cloud.settle();
    const image = await imageOf(cloud, id);
    const shown = Object.fromEntries(
      [
        'name',
        'status',
        'size',
        'visibility',
        'base_image_ref',
        'image_type',
        'hw_rescue_bus',
        'made',
        'bittorrent',
      ].map((key) => [key, at(image, key)]),
    );
    assert.deepEqual(shown, {
      name: 'copy',
      status: 'active',
      size: 'the content'.length,
      visibility: 'private',
      base_image_ref: own,
      image_type: 'snapshot',
      hw_rescue_bus: 'virtio',
      made: 'by a test',
      bittorrent: undefined,
    });
    assert.equal(at(await cloud.show(server), 'OS-EXT-STS:task_state'), null);
    const again = await cloud.server({ image: id });
    const second = await cloud.granted('POST', `/servers/${again}/action`, { body, ...newest });
    assert.equal(at(await imageOf(cloud, textAt(second.json, 'image_id')), 'base_image_ref'), own);
  });

  it('is named in a header below 2.45, and shared with the server’s project where an admin makes it', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const made = await cloud.done(server, { createImage: { name: 'copy' } }, { as: 'admin' });
    assert.deepEqual([made.status, made.text, made.headers['content-type']], [202, '', 'text/html; charset=UTF-8']);
    const [, id = ''] = /^http:\/\/cloud\.invalid\/image\/images\/(\S+)$/.exec(textAt(made.headers, 'location')) ?? [];
    const image = await imageOf(cloud, id);
    assert.deepEqual(
      [at(image, 'visibility'), at(image, 'instance_owner'), at(image, 'owner_id')],
      ['shared', at(image, 'owner_id'), at(await cloud.show(server), 'tenant_id')],
    );
  });

  it('fails where the image is deleted before, and is forgotten where the server is', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const make = async () => {
      const body = { createImage: { name: 'copy' } };
      return textAt((await cloud.granted('POST', `/servers/${server}/action`, { body, ...newest })).json, 'image_id');
    };
    await cloud.deleteImage(await make());
    cloud.settle();
    const actions = await cloud.granted('GET', `/servers/${server}/os-instance-actions`);
    assert.deepEqual(
      [at(actions.json, 'instanceActions', 0, 'action'), at(actions.json, 'instanceActions', 0, 'message')],
      ['createImage', 'Error'],
    );
    const left = await make();
    await cloud.granted('DELETE', `/servers/${server}`);
    cloud.simulator.clock.advance(300);
    cloud.settle();
    assert.equal(at(await imageOf(cloud, left), 'status'), 'queued');
  });

  it('is refused without a name', async () => {
    const cloud = new Cloud();
    const server = await cloud.server({ root: { source_type: 'image', uuid: await cloud.image() } });
    for (const [value, message] of [
      [{}, "Invalid input for field/attribute createImage. Value: {}. 'name' is a required property"],
      [{ name: '' }, "Invalid input for field/attribute name. Value: . '' is too short"],
      [{ name: 'x', metadata: { y: 1 } }, "Invalid input for field/attribute y. Value: 1. 1 is not of type 'string'"],
    ] as const) {
      const answer = await cloud.act(server, { createImage: value });
      assert.deepEqual([answer.status, at(answer.json, 'badRequest', 'message')], [400, message]);
    }
  });
});

describe('an image of a volume-backed server', () => {
  const createImage = { name: 'copy', metadata: { made: 'by a test', bdm_v2: 'no' } };
  const backed = async (cloud: Cloud) =>
    cloud.server({ root: { source_type: 'image', uuid: await cloud.image(stable, Buffer.from('the content')) } });
  const snapshotsOf = async (cloud: Cloud) =>
    at((await cloud.granted('GET', '/snapshots/detail', { service: 'block-storage' })).json, 'snapshots') as object[];
  const rootOf = async (cloud: Cloud, server: string) =>
    textAt((await cloud.granted('GET', `/servers/${server}/os-volume_attachments`)).json, 'volumeAttachments', 0, 'id');

  it('names snapshots of its volumes, and has no data', async () => {
    const cloud = new Cloud();
    const server = await backed(cloud);
    const made = await cloud.granted('POST', `/servers/${server}/action`, { body: { createImage }, ...newest });
    const image = await imageOf(cloud, textAt(made.json, 'image_id'));
    const shown = ['name', 'status', 'size', 'disk_format', 'visibility', 'hw_rescue_bus', 'base_image_ref', 'made'];
    assert.deepEqual(
      [...shown, 'bdm_v2', 'root_device_name', 'image_type'].map((key) => at(image, key)),
      ['copy', 'active', 0, 'qcow2', 'private', 'virtio', '', 'by a test', 'True', '/dev/sda', undefined],
    );
    const [snapshot, ...more] = await snapshotsOf(cloud);
    assert.deepEqual(
      [more.length, at(snapshot, 'name'), at(snapshot, 'volume_id'), at(snapshot, 'status')],
      [0, 'snapshot for copy', await rootOf(cloud, server), 'creating'],
    );
    const text = textAt(image, 'block_device_mapping');
    assert.match(text, /^\[\{"volume_id": null, "volume_size": 1, /);
    const [mapping] = JSON.parse(text) as unknown[];
    assert.deepEqual(
      ['source_type', 'snapshot_id', 'boot_index', 'delete_on_termination'].map((key) => at(mapping, key)),
      ['snapshot', textAt(snapshot, 'id'), 0, true],
    );
    assert.equal(at(await cloud.show(server), 'OS-EXT-STS:task_state'), null);
    const path = `/servers/${server}/os-instance-actions/${made.headers['x-openstack-request-id']}`;
    const action = await cloud.granted('GET', path, { as: 'admin' });
    const event = at(action.json, 'instanceAction', 'events', 0);
    assert.deepEqual([at(event, 'event'), at(event, 'result')], ['api_snapshot_instance', 'Success']);
  });

  it('is what servers can be made of, and none can be rescued with', async () => {
    const cloud = new Cloud();
    const server = await backed(cloud);
    const made = await cloud.granted('POST', `/servers/${server}/action`, { body: { createImage }, ...newest });
    cloud.settle();
    const image = textAt(made.json, 'image_id');
    const refused = await cloud.act(await cloud.server(), { rescue: { rescue_image_ref: image } });
    assert.equal(at(refused.json, 'badRequest', 'message'), `Requested rescue image '${image}' is not supported`);
    const again = await cloud.server({ image });
    const { json } = await cloud.granted('GET', `/volumes/${await rootOf(cloud, again)}`, { service: 'block-storage' });
    assert.deepEqual(
      [at(await cloud.show(again), 'image', 'id'), at(json, 'volume', 'snapshot_id'), at(json, 'volume', 'status')],
      [image, at((await snapshotsOf(cloud))[0], 'id'), 'in-use'],
    );
    const body = {
      name: 'x',
      disk_format: 'raw',
      container_format: 'bare',
      block_device_mapping: '[{"boot_index": 0, "source_type": "snapshot"}]',
    };
    const wrong = textAt((await cloud.granted('POST', '/v2/images', { service: 'image', body })).json, 'id');
    const server2 = { name: 's', flavorRef: '1', imageRef: wrong };
    assert.equal((await cloud.ask('POST', '/servers', { body: { server: server2 } })).status, 400);
  });

  it('is refused over the quota of snapshots, and where Cinder makes none', async () => {
    const cloud = new Cloud();
    const server = await backed(cloud);
    const second = { volume: { size: 1 } };
    const extra = await cloud.granted('POST', '/volumes', { service: 'block-storage', body: second });
    cloud.settle();
    const volumeAttachment = { volumeId: textAt(extra.json, 'volume', 'id') };
    await cloud.granted('POST', `/servers/${server}/os-volume_attachments`, { body: { volumeAttachment } });
    const made = await cloud.granted('POST', `/servers/${server}/action`, { body: { createImage }, ...newest });
    const both = JSON.parse(textAt(await imageOf(cloud, textAt(made.json, 'image_id')), 'block_device_mapping'));
    assert.deepEqual([at(both, 0, 'boot_index'), at(both, 1, 'boot_index')], [0, null]);
    const body = { 'os-reset_status': { status: 'error' } };
    const path = `/volumes/${await rootOf(cloud, server)}/action`;
    await cloud.granted('POST', path, { service: 'block-storage', as: 'admin', body });
    const failed = await cloud.act(server, { createImage });
    const why = 'Invalid volume: The snapshot cannot be created when the volume is in error status.';
    assert.equal(failed.status, 400);
    assert.match(
      textAt(failed.json, 'badRequest', 'message'),
      new RegExp(`^Invalid input received: ${why} \\(HTTP 400\\)`),
    );
    const project = textAt(await cloud.show(server), 'tenant_id');
    const quota = { quota_set: { snapshots: 0 } };
    await cloud.granted('PUT', `/os-quota-sets/${project}`, { service: 'block-storage', as: 'admin', body: quota });
    const over = await cloud.act(server, { createImage });
    assert.deepEqual(
      [over.status, at(over.json, 'forbidden', 'message')],
      [403, 'Quota exceeded for resources: snapshots'],
    );
    assert.equal((await snapshotsOf(cloud)).length, 2);
  });
});
