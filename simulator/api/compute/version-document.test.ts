import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { request } from 'undici';
import { at, Cloud, textAt, version } from '../../cloud.test';

describe('the version document of the compute API', () => {
  it('is served at a microversion too, and to anybody', async () => {
    const { status, headers } = await new Cloud().ask('GET', '/', { as: 'nobody', headers: version('2.87') });
    assert.deepEqual([status, headers['openstack-api-version']], [200, 'compute 2.87']);
    assert.match(String(headers['x-compute-request-id']), /^req-/);
  });

  it('is refused at one that there is not', async () => {
    const { status, json } = await new Cloud().ask('GET', '/', { as: 'nobody', headers: version('2.999') });
    assert.deepEqual([status, at(json, 'computeFault', 'code')], [406, 406]);
  });

  it('of /v2 knows no microversions', async () => {
    const question = { as: 'nobody', headers: version('2.999'), legacy: true } as const;
    const { status, headers } = await new Cloud().ask('GET', '/', question);
    assert.deepEqual([status, headers['openstack-api-version']], [200, undefined]);
  });
});

describe('a path below no version of the compute API', () => {
  it('is answered with the versions that it may be below', async () => {
    const reply = await request('http://cloud.invalid/compute/v3/servers', {
      dispatcher: new Cloud().simulator.dispatcher,
    });
    const { choices } = (await reply.body.json()) as { choices: readonly unknown[] };
    assert.equal(reply.statusCode, 300);
    assert.equal(reply.headers['x-compute-request-id'], undefined);
    assert.deepEqual(
      choices.map((choice) => textAt(choice, 'links', 0, 'href')),
      ['http://cloud.invalid/compute/v2/v3/servers', 'http://cloud.invalid/compute/v2.1/v3/servers'],
    );
  });
});

describe('a path that the compute API does not have', () => {
  it('is answered by WebOb, at no microversion', async () => {
    const question = { headers: { ...version('2.87'), Accept: 'application/json' } };
    const { status, headers, json } = await new Cloud().ask('GET', '/nothing', question);
    assert.deepEqual([status, headers['openstack-api-version']], [404, undefined]);
    const message = 'The resource could not be found.<br /><br />\n\n\n';
    assert.deepEqual(json, { message, code: '404 Not Found', title: 'Not Found' });
  });

  it('is one that ends with a slash, and none that has two', async () => {
    const cloud = new Cloud();
    assert.equal((await cloud.ask('GET', '/servers/')).status, 404);
    assert.equal((await cloud.ask('GET', '//servers')).status, 200);
  });
});
