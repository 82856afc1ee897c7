import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agent } from 'undici';
import type { Door } from './cloud-target';
import { versionedEndpoint, withMicroversions } from './compute-endpoint';
import { type Answer, loopback, nobodyThere } from './loopback.test';

const v21 = { id: 'v2.1', version: '2.96', min_version: '2.1' };
const v2 = { id: 'v2.0', version: '', min_version: '' };

/** A cloud's documents, by path. */
const nova: Readonly<Record<string, unknown>> = {
  '/compute/': { versions: [v2, v21] },
  '/compute/v2/': { version: v2 },
  '/compute/v2.1/': { version: v21 },
};

/** Where the API is found from a path of `http://cloud`, and what was read for it. */
async function found(path: string, documents: Readonly<Record<string, unknown>> = nova) {
  const read: string[] = [];
  const url = await versionedEndpoint(`http://cloud${path}`, async (at) => {
    read.push(at.replace('http://cloud', ''));
    return documents[read.at(-1) ?? ''];
  });
  return { url: url?.replace('http://cloud', ''), read };
}

test('the API is found from wherever a catalogue may point', async () => {
  assert.deepEqual(await found('/compute/v2.1'), { url: '/compute/v2.1', read: [] });
  assert.deepEqual(await found('/compute'), { url: '/compute/v2.1', read: ['/compute/'] });
  assert.deepEqual(await found('/compute/v2'), { url: '/compute/v2.1', read: ['/compute/v2/', '/compute/'] });
  assert.deepEqual(await found('/compute/v2.1/0f1a'), {
    url: '/compute/v2.1',
    read: ['/compute/v2.1/0f1a/', '/compute/v2.1/'],
  });
  assert.deepEqual(await found('/compute/v2/0f1a'), {
    url: '/compute/v2.1',
    read: ['/compute/v2/0f1a/', '/compute/v2/', '/compute/'],
  });
});

test('it may be the very root, or bear another name', async () => {
  assert.equal((await found('', { '/': { versions: [v21] } })).url, '/v2.1');
  assert.equal((await found('/p', { '/': { versions: [v21] } })).url, '/v2.1');
  assert.equal((await found('/my/api', { '/my/api/': { version: v21 } })).url, '/my/api');
});

test('another service’s versions are not taken for it, and nobody looks further up than two levels', async () => {
  const cinder = { id: 'v3.0', version: '3.70', min_version: '3.0' };
  const placement = { id: 'v1.0', max_version: '1.39', min_version: '1.0' };
  const other = await found('/a/b/c/d', { '/a/b/': { versions: [cinder, placement] }, '/a/': { versions: [v21] } });
  assert.deepEqual(other, { url: undefined, read: ['/a/b/c/d/', '/a/b/c/', '/a/b/'] });
  for (const odd of ['<html>', [], { versions: {} }, { version: v2 }])
    assert.equal((await found('/p', { '/p/': odd })).url, undefined);
});

const doorTo = (endpoint: string | undefined): Door => ({
  dispatcher: new Agent(),
  token: async () => 'token',
  renew: () => false,
  endpoint: (service) => (service === 'compute' ? endpoint : 'http://other'),
});

test('a door leads there, with a token where nobody is let in', async (t) => {
  const seen: (string | undefined)[] = [];
  const origin = await loopback(t, ({ path, headers }): Answer => {
    seen.push(headers['x-auth-token']);
    if (headers['x-auth-token'] === undefined) return { status: 401, body: { error: { code: 401 } } };
    return { status: 300, body: nova[path] };
  });
  const door = await withMicroversions(doorTo(`${origin}/compute`), 5000, undefined);
  assert.equal(door.endpoint('compute'), `${origin}/compute/v2.1`);
  assert.equal(door.endpoint('image'), 'http://other');
  assert.deepEqual(seen, [undefined, 'token']);
});

test('where there is no API to be found, a door stays as it is', async (t) => {
  const nothing = doorTo(undefined);
  assert.equal(await withMicroversions(nothing, 5000, undefined), nothing);
  const absent = doorTo(await nobodyThere());
  assert.equal(await withMicroversions(absent, 5000, undefined), absent);
  const other = doorTo(await loopback(t, () => ({ status: 404, body: 'no' })));
  assert.equal(await withMicroversions(other, 5000, undefined), other);
  const aborted = withMicroversions(doorTo('http://127.0.0.1:9/x'), 5000, AbortSignal.abort());
  await assert.rejects(aborted, { name: 'Inconclusive' });
});
