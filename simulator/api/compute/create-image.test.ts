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

  it('is refused without a name, and not simulated of a volume-backed server', async () => {
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
    assert.equal((await cloud.act(server, { createImage: { name: 'x' } })).status, 501);
  });
});
