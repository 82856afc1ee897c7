import assert from 'node:assert/strict';
import { it } from 'node:test';
import { request } from 'undici';
import { at, Cloud, textAt } from '../cloud.test';

it('Glance, Cinder, Neutron and Placement list their versions to anybody', async () => {
  const { dispatcher, tokens } = new Cloud().simulator;
  const ask = (path: string, method: 'GET' | 'HEAD' | 'POST' = 'GET', headers: Record<string, string> = {}) =>
    request(`http://cloud.invalid${path}`, { dispatcher, method, headers });
  const owner = { 'X-Auth-Token': tokens.owner };
  for (const [path, status, href] of [
    ['/image', 300, 'http://cloud.invalid/image/v2/'],
    ['/image/', 300, 'http://cloud.invalid/image/v2/'],
    ['/image/versions', 200, 'http://cloud.invalid/image/v2/'],
    ['/image/v1/images', 300, 'http://cloud.invalid/image/v2/'],
    ['/placement', 200, ''],
    ['/network', 200, 'http://cloud.invalid/network/v2.0/'],
    ['/network/', 200, 'http://cloud.invalid/network/v2.0/'],
  ] as const) {
    const answer = await ask(path);
    assert.equal(answer.statusCode, status, path);
    assert.equal(textAt(await answer.body.json(), 'versions', 0, 'links', 0, 'href'), href);
  }
  const found = await ask('/volume/', 'GET', { 'OpenStack-API-Version': 'volume 3.70' });
  assert.deepEqual(
    ['openstack-api-version', 'vary', 'x-compute-request-id'].map((name) => found.headers[name]),
    ['volume 3.70', 'OpenStack-API-Version', found.headers['x-openstack-request-id']],
  );
  const volume = await found.body.json();
  assert.equal(at(volume, 'versions', 0, 'links', 1, 'href'), 'http://cloud.invalid/volume/v3/');
  assert.equal((await ask('/volume', 'POST')).statusCode, 300);
  assert.equal((await ask('/volume/', 'GET', { 'OpenStack-API-Version': 'volume 3.99' })).statusCode, 406);
  // What Cinder has below /v3 is for whoever has a token.
  for (const path of ['/volume/v3', '/volume/v3/']) assert.equal((await ask(path)).statusCode, 401);
  const moved = await ask('/volume/v3', 'GET', owner);
  assert.deepEqual([moved.statusCode, moved.headers.location], [302, 'http://cloud.invalid/volume/v3/']);
  const same = await ask('/volume/v3/', 'GET', owner);
  assert.equal(same.statusCode, 200);
  assert.deepEqual(await same.body.json(), volume);
  const gone = await ask('/volume/v2/servers', 'GET', { accept: 'application/json' });
  assert.deepEqual([gone.statusCode, textAt(await gone.body.json(), 'code')], [404, '404 Not Found']);
  const refused = await ask('/placement', 'POST', { accept: 'application/json' });
  assert.deepEqual([refused.statusCode, refused.headers.allow], [405, 'GET']);
  const asked = await ask('/placement/', 'GET', { 'OpenStack-API-Version': 'placement 1.30', accept: 'text/html' });
  assert.deepEqual(
    ['openstack-api-version', 'vary', 'cache-control'].map((name) => asked.headers[name]),
    ['placement 1.30', 'openstack-api-version', 'no-cache'],
  );
  assert.equal((await ask('/constructor')).statusCode, 404);
});
