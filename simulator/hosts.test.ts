import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from './cloud.test';

describe('hosts that are asked for', () => {
  const hosts = {
    large: { zone: 'one', traits: ['COMPUTE_RESCUE_BFV'], memory: 2 * 1024 * 1024 },
    tiny: { driver: 'fake', memory: 64 },
  } as const;
  const cloud = new Cloud({ hosts });
  const hostOf = async (zone: string | undefined, flavor: string) => {
    const server = await cloud.show(await cloud.server({ ...(zone !== undefined && { zone }), flavor }));
    return [at(server, 'OS-EXT-SRV-ATTR:host'), at(server, 'status')];
  };

  it('are those of the cloud, with their zones, drivers and traits', async () => {
    const { json } = await cloud.granted('GET', '/os-availability-zone');
    const zones = at(json, 'availabilityZoneInfo') as readonly { zoneName: string }[];
    assert.deepEqual(
      zones.map(({ zoneName }) => zoneName),
      ['one', 'nova'],
    );
    const listed = await cloud.granted('GET', '/os-hypervisors/detail', { as: 'admin' });
    assert.deepEqual(
      [0, 1].map((index) => textAt(listed.json, 'hypervisors', index, 'hypervisor_type')),
      ['QEMU', 'fake'],
    );
    const placement = { as: 'admin', service: 'placement' } as const;
    const { json: providers } = await cloud.granted('GET', '/resource_providers?name=large', placement);
    const id = textAt(providers, 'resource_providers', 0, 'uuid');
    const { json: traits } = await cloud.granted('GET', `/resource_providers/${id}/traits`, placement);
    assert.deepEqual(at(traits, 'traits'), ['COMPUTE_RESCUE_BFV']);
  });

  it('have room for servers as large as their memory', async () => {
    assert.deepEqual(await hostOf(undefined, '3'), ['large', 'ACTIVE']);
    assert.deepEqual(await hostOf('nova', '1'), ['tiny', 'ACTIVE']);
    assert.deepEqual((await hostOf('nova', '2'))[1], 'ERROR');
  });

  it('leave the people of a seed who they are', async () => {
    const project = async (one: Cloud) =>
      textAt((await one.granted('GET', '/v3/auth/projects', { service: 'identity' })).json, 'projects', 0, 'id');
    assert.equal(await project(cloud), await project(new Cloud()));
  });
});
