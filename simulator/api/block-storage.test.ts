import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt } from '../cloud.test';

const volumes = (question: Question = {}): Question => ({ service: 'block-storage', ...question });
const action = (body: unknown, as: Question['as'] = 'owner') => volumes({ body, as });

describe('the volume service', () => {
  it('makes an empty volume, shows it, lists it and deletes it', async () => {
    const cloud = new Cloud();
    const made = await cloud.ask('POST', '/volumes', volumes({ body: { volume: { name: 'one', size: 2 } } }));
    assert.deepEqual([made.status, at(made.json, 'volume', 'status')], [202, 'creating']);
    const id = textAt(made.json, 'volume', 'id');
    const wanted = { id, name: 'one', size: 2, status: 'available', bootable: 'false', attachments: [] };
    assert.deepEqual((await cloud.ask('GET', `/volumes/${id}`, volumes())).json, { volume: wanted });
    assert.deepEqual((await cloud.ask('GET', '/volumes/detail', volumes())).json, { volumes: [wanted] });
    assert.deepEqual((await cloud.ask('GET', '/volumes/detail', volumes({ as: 'admin' }))).json, { volumes: [] });
    assert.equal((await cloud.ask('DELETE', `/volumes/${id}`, volumes())).status, 202);
    assert.equal((await cloud.ask('GET', `/volumes/${id}`, volumes())).status, 404);
  });

  it('makes a volume from an image, and keeps its properties and its id', async () => {
    const cloud = new Cloud();
    const imageRef = await cloud.image({ hw_rescue_bus: 'virtio' });
    const id = await cloud.volume({ imageRef });
    const { json } = await cloud.ask('GET', `/volumes/${id}`, volumes());
    assert.equal(at(json, 'volume', 'bootable'), 'true');
    assert.deepEqual(at(json, 'volume', 'volume_image_metadata'), {
      hw_rescue_bus: 'virtio',
      image_id: imageRef,
      image_name: 'an image',
    });
  });

  it('makes none from an image that is not there', async () => {
    const answer = await new Cloud().ask(
      'POST',
      '/volumes',
      volumes({ body: { volume: { size: 1, imageRef: 'none' } } }),
    );
    assert.equal(answer.status, 400);
  });

  it('hides a volume from other projects, and not from an admin', async () => {
    const cloud = new Cloud();
    const id = await cloud.volume();
    assert.equal((await cloud.ask('GET', `/volumes/${id}`, volumes({ as: 'other-project' }))).status, 404);
    assert.equal((await cloud.ask('GET', `/volumes/${id}`, volumes({ as: 'admin' }))).status, 200);
  });

  it('names the server that holds a volume, and deletes none that is held', async () => {
    const cloud = new Cloud();
    const id = await cloud.volume({ imageRef: await cloud.image() });
    const root = { source_type: 'volume', uuid: id, delete_on_termination: false };
    const server = await cloud.server({ root });
    const { json } = await cloud.ask('GET', `/volumes/${id}`, volumes());
    assert.deepEqual(
      [at(json, 'volume', 'status'), at(json, 'volume', 'attachments')],
      ['in-use', [{ server_id: server, volume_id: id }]],
    );
    assert.equal((await cloud.ask('DELETE', `/volumes/${id}`, volumes())).status, 400);
    await cloud.granted('DELETE', `/servers/${server}`);
    cloud.settle();
    assert.equal((await cloud.ask('DELETE', `/volumes/${id}`, volumes())).status, 202);
  });

  it('lets an admin set a status, and deletes no volume in another than available and error', async () => {
    const cloud = new Cloud();
    const id = await cloud.volume();
    const reset = (status: string, as: Question['as']) =>
      cloud.ask('POST', `/volumes/${id}/action`, action({ 'os-reset_status': { status } }, as));
    assert.equal((await reset('reserved', 'owner')).status, 403);
    assert.equal((await reset('lost', 'admin')).status, 400);
    assert.equal((await reset('reserved', 'admin')).status, 202);
    assert.equal((await cloud.ask('DELETE', `/volumes/${id}`, volumes())).status, 400);
    await reset('error', 'admin');
    assert.equal((await cloud.ask('DELETE', `/volumes/${id}`, volumes())).status, 202);
  });

  it('says which action it does not simulate', async () => {
    const cloud = new Cloud();
    const id = await cloud.volume();
    for (const [body, name] of [
      [{ 'os-extend': { new_size: 2 } }, 'os-extend'],
      [{ constructor: null }, 'constructor'],
    ] as const) {
      const answer = await cloud.ask('POST', `/volumes/${id}/action`, action(body));
      const message = `not simulated: the volume action ${name}`;
      assert.deepEqual(answer.json, { notImplemented: { code: 501, message } });
    }
  });
});
