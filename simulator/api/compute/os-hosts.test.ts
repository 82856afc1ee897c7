import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

describe('hosts', () => {
  it('are listed for admins, all of them or those of a zone', async () => {
    const cloud = new Cloud();
    const listed = async (query: string) => {
      const { json } = await cloud.granted('GET', `/os-hosts${query}`, { as: 'admin' });
      return at(json, 'hosts') as readonly { host_name: string; service: string; zone: string }[];
    };
    const all = await listed('');
    assert.deepEqual(
      all.filter(({ service }) => service === 'compute').map(({ host_name }) => host_name),
      ['sim-bfv', 'sim-nobfv', 'sim-libvirt'],
    );
    assert.ok(all.some(({ service, zone }) => service === 'conductor' && zone === 'internal'));
    const host = { host_name: 'sim-bfv', service: 'compute', zone: 'rescue-bfv' };
    assert.deepEqual(await listed('?zone=rescue-bfv'), [host]);
    const refused = await cloud.ask('GET', '/os-hosts');
    assert.equal(
      textAt(refused.json, 'forbidden', 'message'),
      "Policy doesn't allow os_compute_api:os-hosts:list to be performed.",
    );
  });

  it('are looked at by other means', async () => {
    const cloud = new Cloud();
    const status = async (path: string, headers = {}) =>
      (await cloud.ask('GET', path, { as: 'admin', headers })).status;
    assert.deepEqual(
      [
        await status('/os-hosts/nowhere'),
        await status('/os-hosts/sim-bfv'),
        await status('/os-hosts', version('2.43')),
      ],
      [404, 501, 404],
    );
  });
});
