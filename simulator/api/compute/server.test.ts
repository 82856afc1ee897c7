import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const put = (cloud: Cloud, id: string, server: unknown, microversion: string) =>
  cloud.ask('PUT', `/servers/${id}`, { headers: version(microversion), body: { server } });

describe('changing a server', () => {
  it('sets what is given, and shows all of it from 2.75 on', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const wanted = {
      name: 'another',
      description: 'words',
      hostname: 'a-host',
      accessIPv4: '1.2.3.4',
      accessIPv6: '::1',
      'OS-DCF:diskConfig': 'AUTO',
    };
    const { json } = await put(cloud, id, wanted, '2.93');
    const { hostname, ...shown } = wanted;
    for (const [key, value] of Object.entries(shown)) assert.equal(at(json, 'server', key), value);
    assert.equal(at(json, 'server', 'OS-EXT-SRV-ATTR:hostname'), hostname);
    assert.equal(at(json, 'server', 'OS-EXT-STS:vm_state'), 'active');
    const early = await put(cloud, id, { 'OS-DCF:diskConfig': 'MANUAL' }, '2.74');
    assert.deepEqual(
      ['name', 'OS-DCF:diskConfig', 'OS-EXT-STS:vm_state', 'key_name'].map((key) => at(early.json, 'server', key)),
      ['another', 'MANUAL', undefined, undefined],
    );
    const cleared = await put(cloud, id, { description: null }, '2.19');
    assert.equal(at(cleared.json, 'server', 'description'), null);
  });

  it('is refused where the form is wrong, before the server is looked up', async () => {
    const cloud = new Cloud();
    const { status, json } = await put(cloud, 'none', { description: 'x' }, '2.18');
    assert.equal(status, 400);
    assert.match(textAt(json, 'badRequest', 'message'), /'description' was unexpected/);
    assert.equal((await put(cloud, 'none', {}, '2.18')).status, 404);
    const nothing = await cloud.ask('PUT', '/servers/none');
    assert.equal(at(nothing.json, 'badRequest', 'message'), "None is not of type 'object'");
  });
});
