import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, stable, textAt, version } from '../../cloud.test';

const names = (json: unknown) => (at(json, 'images') as readonly { name: string }[]).map(({ name }) => name);

describe('images through Nova', () => {
  it('are shown in its own words, up to 2.35', async () => {
    const cloud = new Cloud();
    const id = await cloud.image(stable);
    const shown = await cloud.granted('GET', `/images/${id}`);
    const links = [
      { rel: 'self', href: `http://cloud.invalid/compute/v2.1/images/${id}` },
      { rel: 'bookmark', href: `http://cloud.invalid/compute/images/${id}` },
      {
        rel: 'alternate',
        type: 'application/vnd.openstack.image',
        href: `http://cloud.invalid/image/images/${id}`,
      },
    ];
    const brief = { id, name: 'an image', links };
    const image = {
      ...brief,
      minRam: 0,
      minDisk: 0,
      metadata: stable,
      created: '2026-01-01T00:00:00Z',
      updated: '2026-01-01T00:00:00Z',
      status: 'ACTIVE',
      progress: 100,
      'OS-EXT-IMG-SIZE:size': 512,
    };
    assert.deepEqual(shown.json, { image });
    assert.deepEqual((await cloud.granted('GET', '/images')).json, { images: [brief] });
    assert.deepEqual((await cloud.granted('GET', '/images/detail')).json, { images: [image] });
    assert.deepEqual((await cloud.granted('GET', `/images/${id}/metadata`)).json, { metadata: stable });
    assert.equal((await cloud.ask('GET', '/images', { headers: version('2.36') })).status, 404);
  });

  it('are as far as Glance has them, and say of which server they are', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const body = { createImage: { name: 'copy' } };
    const made = await cloud.granted('POST', `/servers/${server}/action`, { body, headers: version('2.45') });
    const id = textAt(made.json, 'image_id');
    const show = async () => at((await cloud.granted('GET', `/images/${id}`)).json, 'image');
    const saving = await show();
    assert.deepEqual(
      [
        at(saving, 'status'),
        at(saving, 'progress'),
        at(saving, 'server', 'id'),
        at(saving, 'server', 'links', 0, 'rel'),
      ],
      ['SAVING', 25, server, 'self'],
    );
    cloud.settle();
    await cloud.granted('POST', `/v2/images/${id}/actions/deactivate`, { service: 'image', as: 'admin' });
    assert.deepEqual([at(await show(), 'status'), at(await show(), 'progress')], ['UNKNOWN', 0]);
  });

  it('come in pages, by name, and only those that the caller may see', async () => {
    const cloud = new Cloud();
    const first = await cloud.image({ name: 'one' });
    await cloud.image({ name: 'two' });
    const page = await cloud.granted('GET', '/images?limit=1');
    assert.deepEqual(names(page.json), ['one']);
    const next = `http://cloud.invalid/compute/v2.1/images?limit=1&marker=${first}`;
    assert.deepEqual(at(page.json, 'images_links'), [{ rel: 'next', href: next }]);
    assert.deepEqual(names((await cloud.granted('GET', `/images?marker=${first}`)).json), ['two']);
    assert.deepEqual(names((await cloud.granted('GET', '/images/detail?name=two')).json), ['two']);
    assert.deepEqual(names((await cloud.granted('GET', '/images', { as: 'other-project' })).json), []);
    const why = async (query: string) =>
      textAt((await cloud.ask('GET', `/images?${query}`)).json, 'badRequest', 'message');
    assert.equal(await why('marker=none'), 'HTTP 400 Bad Request: No image found with ID none');
    assert.equal(await why('limit=x'), 'Invalid input received: limit must be an integer');
    assert.equal((await cloud.ask('GET', `/images/${first}`, { as: 'other-project' })).status, 404);
  });

  it('are deleted by whom they belong to, and by admins', async () => {
    const cloud = new Cloud();
    const [own, other] = [await cloud.image(), await cloud.image()];
    assert.equal((await cloud.granted('DELETE', `/images/${own}`)).status, 204);
    assert.equal((await cloud.ask('DELETE', `/images/${own}`)).status, 404);
    assert.equal((await cloud.granted('DELETE', `/images/${other}`, { as: 'admin' })).status, 204);
    const open = await cloud.image();
    const patch = { 'Content-Type': 'application/openstack-images-v2.1-json-patch' };
    const change = (path: string, value: unknown) =>
      cloud.granted('PATCH', `/v2/images/${open}`, {
        service: 'image',
        as: 'admin',
        headers: patch,
        body: [{ op: 'replace', path, value }],
      });
    await change('/visibility', 'public');
    assert.equal((await cloud.ask('DELETE', `/images/${open}`, { as: 'other-project' })).status, 501);
    await change('/protected', true);
    assert.equal((await cloud.ask('DELETE', `/images/${open}`)).status, 501);
  });
});
