import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, version } from '../../cloud.test';

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

describe('a path that the compute API does not have', () => {
  it('is answered by WebOb, at no microversion', async () => {
    const question = { headers: { ...version('2.87'), Accept: 'application/json' } };
    const { status, headers, json } = await new Cloud().ask('GET', '/nothing', question);
    assert.deepEqual([status, headers['openstack-api-version']], [404, undefined]);
    const message = 'The resource could not be found.<br /><br />\n\n\n';
    assert.deepEqual(json, { message, code: '404 Not Found', title: 'Not Found' });
  });
});
