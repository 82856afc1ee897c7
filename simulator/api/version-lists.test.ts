import assert from 'node:assert/strict';
import { it } from 'node:test';
import { request } from 'undici';
import { at, Cloud, textAt } from '../cloud.test';

it('Glance, Cinder and Placement list their versions to anybody', async () => {
  const { dispatcher } = new Cloud().simulator;
  const ask = (path: string, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
    request(`http://cloud.invalid${path}`, { dispatcher, method });
  for (const [path, status, href] of [
    ['/image', 300, 'http://cloud.invalid/image/v2/'],
    ['/image/', 300, 'http://cloud.invalid/image/v2/'],
    ['/image/versions', 200, 'http://cloud.invalid/image/v2/'],
    ['/image/v1/images', 300, 'http://cloud.invalid/image/v2/'],
    ['/placement', 200, ''],
  ] as const) {
    const answer = await ask(path);
    assert.equal(answer.statusCode, status, path);
    assert.equal(textAt(await answer.body.json(), 'versions', 0, 'links', 0, 'href'), href);
  }
  const volume = await (await ask('/volume/')).body.json();
  assert.equal(at(volume, 'versions', 0, 'links', 1, 'href'), 'http://cloud.invalid/volume/v3/');
  const moved = await ask('/volume/v3');
  assert.deepEqual([moved.statusCode, moved.headers.location], [302, 'http://cloud.invalid/volume/v3/']);
  const same = await ask('/volume/v3/');
  assert.equal(same.statusCode, 200);
  assert.deepEqual(await same.body.json(), volume);
  assert.equal((await ask('/volume/v3/', 'POST')).statusCode, 401);
  assert.equal((await ask('/volume', 'POST')).statusCode, 300);
  assert.equal((await ask('/placement/', 'HEAD')).statusCode, 200);
  assert.equal((await ask('/placement', 'POST')).statusCode, 401);
  assert.equal((await ask('/constructor')).statusCode, 404);
});
