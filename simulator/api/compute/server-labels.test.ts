import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const at226 = { headers: version('2.26') };

describe('metadata of a server', () => {
  it('is what it was made with, and what was written since', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const ask = async (method: string, path: string, body?: unknown) => {
      const { status, json } = await cloud.ask(method, `/servers/${id}/metadata${path}`, { body });
      return [status, json];
    };
    assert.deepEqual(await ask('GET', ''), [200, { metadata: {} }]);
    const missing = { code: 400, message: "'metadata' is a required property" };
    assert.deepEqual(await ask('POST', '', {}), [400, { badRequest: missing }]);
    const further = { code: 400, message: "Additional properties are not allowed ('x' was unexpected)" };
    assert.deepEqual(await ask('POST', '', { metadata: {}, x: 1 }), [400, { badRequest: further }]);
    const both = { metadata: { one: '1', two: '2' } };
    assert.deepEqual(await ask('POST', '', { metadata: { one: '1' } }), [200, { metadata: { one: '1' } }]);
    assert.deepEqual(await ask('PUT', '/two', { meta: { two: '2' } }), [200, { meta: { two: '2' } }]);
    assert.deepEqual(await ask('GET', ''), [200, both]);
    assert.deepEqual(at(await cloud.show(id), 'metadata'), both.metadata);
    assert.deepEqual(await ask('DELETE', '/one'), [204, undefined]);
    const absent = { itemNotFound: { code: 404, message: 'Metadata item was not found' } };
    assert.deepEqual(await ask('DELETE', '/one'), [404, absent]);
    assert.deepEqual(await ask('PUT', '', { metadata: { three: '3' } }), [200, { metadata: { three: '3' } }]);
  });

  it('is written during a task, but not to a locked server, nor in RESCUE', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const add = async () =>
      (await cloud.ask('POST', `/servers/${id}/metadata`, { body: { metadata: { one: '1' } } })).status;
    await cloud.act(id, { rescue: null });
    assert.equal(await add(), 200);
    cloud.settle();
    const { status, json } = await cloud.ask('DELETE', `/servers/${id}/metadata/one`);
    const message = `Cannot 'delete metadata' instance ${id} while it is in vm_state rescued`;
    assert.deepEqual([status, json], [409, { conflictingRequest: { code: 409, message } }]);
    assert.equal(await add(), 409);
    const other = await cloud.server();
    await cloud.act(other, { lock: null });
    const locked = await cloud.ask('PUT', `/servers/${other}/metadata`, { body: { metadata: {} } });
    assert.equal(at(locked.json, 'conflictingRequest', 'message'), `Instance ${other} is locked`);
  });
});

describe('tags of a server', () => {
  it('came with 2.26', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const below = { headers: version('2.25') };
    assert.equal((await cloud.ask('GET', `/servers/${id}/tags`, below)).status, 404);
    assert.equal((await cloud.ask('PUT', `/servers/${id}/tags/a`, below)).status, 404);
    assert.equal((await cloud.ask('PUT', `/servers/${id}/tags`, { ...below, body: {} })).status, 404);
    const without = await cloud.ask('PUT', `/servers/${id}/tags`, { headers: version('2.26'), body: {} });
    assert.equal(textAt(without.json, 'badRequest', 'message'), "'tags' is a required property");
  });

  it('are those of a server that there is or was, and of no other project', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const why = async (path: string, as: 'owner' | 'other-project' = 'owner', method = 'GET') => {
      const { status, json } = await cloud.ask(method, path, { ...at226, as });
      return [status, Object.values(Object(json)).map((fault) => at(fault, 'message'))[0]];
    };
    const policy = (name: string) => `Policy doesn't allow os_compute_api:os-server-tags:${name} to be performed.`;
    assert.deepEqual(await why(`/servers/${id}/tags`, 'other-project'), [403, policy('index')]);
    assert.deepEqual(await why(`/servers/${id}/tags`, 'other-project', 'DELETE'), [403, policy('delete_all')]);
    assert.deepEqual(await why('/servers/x/tags'), [404, 'Instance x has no mapping to a cell.']);
    await cloud.granted('DELETE', `/servers/${id}`);
    cloud.settle();
    assert.deepEqual(await why(`/servers/${id}/tags`), [404, `Instance ${id} could not be found.`]);
    assert.deepEqual(await why(`/servers/${id}/tags`, 'other-project'), [403, policy('index')]);
  });

  it('are added and deleted one by one, and replaced together', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const ask = async (method: string, path: string, body?: unknown) => {
      const { status, json } = await cloud.ask(method, `/servers/${id}/tags${path}`, { ...at226, body });
      return [status, json];
    };
    assert.deepEqual(await ask('PUT', '/a'), [201, undefined]);
    const again = await cloud.ask('PUT', `/servers/${id}/tags/a`, at226);
    assert.deepEqual([again.status, again.headers['content-type']], [204, 'text/html; charset=UTF-8']);
    assert.deepEqual(at(await cloud.show(id, version('2.26')), 'tags'), ['a']);
    assert.deepEqual(await ask('PUT', '', { tags: ['b', 'c'] }), [200, { tags: ['b', 'c'] }]);
    assert.deepEqual(await ask('DELETE', '/b'), [204, undefined]);
    const message = `Instance ${id} has no tag 'b'`;
    assert.deepEqual(await ask('DELETE', '/b'), [404, { itemNotFound: { code: 404, message } }]);
    assert.deepEqual(await ask('GET', ''), [200, { tags: ['c'] }]);
    assert.deepEqual(await ask('DELETE', ''), [204, undefined]);
    assert.deepEqual(await ask('PUT', '', { tags: [] }), [200, { tags: [] }]);
    const wrong = "Invalid input for field/attribute tags. Value: a. 'a' is not of type 'array'";
    assert.deepEqual(await ask('PUT', '', { tags: 'a' }), [400, { badRequest: { code: 400, message: wrong } }]);
  });

  it('do not look at the lock, but at the state', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    await cloud.act(id, { lock: null });
    assert.equal((await cloud.ask('PUT', `/servers/${id}/tags/a`, at226)).status, 201);
    await cloud.act(id, { unlock: null });
    await cloud.done(id, { rescue: null });
    for (const [method, path, action] of [
      ['PUT', '', 'update tags'],
      ['PUT', '/a', 'update tag'],
      ['DELETE', '/a', 'delete tag'],
      ['DELETE', '', 'delete tags'],
    ] as const) {
      const body = method === 'PUT' && path === '' ? { tags: [] } : undefined;
      const { status, json } = await cloud.ask(method, `/servers/${id}/tags${path}`, { ...at226, body });
      const message = `Cannot '${action}' instance ${id} while it is in vm_state rescued`;
      assert.deepEqual([status, json], [409, { conflictingRequest: { code: 409, message } }]);
    }
  });
});

describe('single labels', () => {
  const message = (json: unknown) => Object.values(json as Record<string, { message: string }>)[0]?.message;

  it('are shown, and refused where they are not what their path says', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const item = `/servers/${id}/metadata/a`;
    assert.equal(message((await cloud.ask('GET', item)).json), 'Metadata item was not found');
    await cloud.granted('PUT', item, { body: { meta: { a: '1' } } });
    assert.deepEqual((await cloud.ask('GET', item)).json, { meta: { a: '1' } });
    const mismatch = await cloud.ask('PUT', item, { body: { meta: { b: '1' } } });
    assert.equal(message(mismatch.json), 'Request body and URI mismatch');
    const two = await cloud.ask('PUT', item, { body: { meta: { a: '1', b: '2' } } });
    assert.match(String(message(two.json)), /has too many properties$/);
    const number = await cloud.ask('POST', `/servers/${id}/metadata`, { body: { metadata: { a: 1 } } });
    assert.equal(message(number.json), "Invalid input for field/attribute a. Value: 1. 1 is not of type 'string'");
  });

  it('that are tags are found, where they are, and as many as fifty', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const tag = (method: string, name: string) => cloud.ask(method, `/servers/${id}/tags/${name}`, at226);
    const put = await tag('PUT', 'a');
    assert.equal(put.headers.location, `http://cloud.invalid/compute/v2.1/servers/${id}/tags/a`);
    assert.equal((await tag('GET', 'a')).status, 204);
    assert.equal(message((await tag('GET', 'b')).json), `Server ${id} has no tag 'b'`);
    assert.match(String(message((await tag('PUT', 'a,b')).json)), /^Tag 'a,b' is invalid\. .*'a,b' does not match/);
    const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`);
    await cloud.granted('PUT', `/servers/${id}/tags`, { ...at226, body: { tags } });
    assert.equal(message((await tag('PUT', 'a')).json), 'The number of tags exceeded the per-server limit 50');
    const body = { tags: ['a/b'] };
    assert.equal((await cloud.ask('PUT', `/servers/${id}/tags`, { ...at226, body })).status, 400);
  });
});
