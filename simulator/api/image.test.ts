import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt } from '../cloud.test';

const image = (question: Question = {}): Question => ({ service: 'image', ...question });

describe('the image service', () => {
  it('makes an image, takes its data, shows it and deletes it', async () => {
    const cloud = new Cloud();
    const body = { name: 'one', disk_format: 'raw', hw_rescue_bus: 'virtio', size: 3 };
    const made = await cloud.ask('POST', '/v2/images', image({ body }));
    assert.equal(made.status, 201);
    const id = textAt(made.json, 'id');
    assert.deepEqual([at(made.json, 'status'), at(made.json, 'visibility')], ['queued', 'private']);
    assert.equal((await cloud.ask('PUT', `/v2/images/${id}/file`, image({ body: Buffer.from('12345') }))).status, 204);
    const { json } = await cloud.ask('GET', `/v2/images/${id}`, image());
    assert.deepEqual(
      [at(json, 'status'), at(json, 'size'), at(json, 'hw_rescue_bus'), at(json, 'name')],
      ['active', 5, 'virtio', 'one'],
    );
    assert.equal((await cloud.ask('DELETE', `/v2/images/${id}`, image())).status, 204);
    assert.equal((await cloud.ask('GET', `/v2/images/${id}`, image())).status, 404);
  });

  it('makes an image of anything that is an object or none', async () => {
    const made = await new Cloud().granted('POST', '/v2/images', image({ body: '[]' }));
    assert.equal(at(made.json, 'name'), '');
  });

  it('lists what the caller can see, by name where one is given', async () => {
    const cloud = new Cloud();
    const own = await cloud.image();
    const body = { name: 'for all', visibility: 'public' };
    const forAll = textAt((await cloud.granted('POST', '/v2/images', image({ as: 'admin', body }))).json, 'id');
    const list = async (as: Question['as'], query = '') =>
      (at((await cloud.ask('GET', `/v2/images${query}`, image({ as }))).json, 'images') as { id: string }[]).map(
        ({ id }) => id,
      );
    assert.deepEqual(await list('owner'), [own, forAll]);
    assert.deepEqual(await list('admin'), [own, forAll]);
    assert.deepEqual(await list('other-project'), [forAll]);
    assert.deepEqual(await list('owner', '?name=for%20all'), [forAll]);
  });

  it('lets nobody but an admin publish', async () => {
    const answer = await new Cloud().ask('POST', '/v2/images', image({ body: { visibility: 'public' } }));
    assert.equal(answer.status, 403);
  });

  it('hides a private image from other projects', async () => {
    const cloud = new Cloud();
    const own = await cloud.image();
    assert.equal((await cloud.ask('GET', `/v2/images/${own}`, image({ as: 'other-project' }))).status, 404);
    assert.equal((await cloud.ask('GET', `/v2/images/${own}`, image({ as: 'admin' }))).status, 200);
  });
});
