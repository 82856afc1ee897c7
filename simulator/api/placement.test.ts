import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt } from '../cloud.test';

const placement = (question: Question = {}): Question => ({ service: 'placement', as: 'admin', ...question });

describe('Placement', () => {
  it('is for admins', async () => {
    const cloud = new Cloud();
    for (const path of ['/traits', '/resource_providers', '/resource_providers/1/traits']) {
      assert.equal((await cloud.ask('GET', path, placement({ as: 'owner' }))).status, 403, path);
    }
  });

  it('knows the trait', async () => {
    const { json } = await new Cloud().ask('GET', '/traits', placement());
    assert.ok((at(json, 'traits') as readonly string[]).includes('COMPUTE_RESCUE_BFV'));
  });

  it('has a provider for every host', async () => {
    const cloud = new Cloud();
    const { json } = await cloud.ask('GET', '/resource_providers', placement());
    assert.deepEqual(
      (at(json, 'resource_providers') as { name: string }[]).map(({ name }) => name),
      ['sim-bfv', 'sim-nobfv', 'sim-libvirt'],
    );
    assert.equal((await cloud.ask('GET', '/resource_providers/none/traits', placement())).status, 404);
  });

  it('changes the traits of a provider whose generation is known', async () => {
    const cloud = new Cloud({ driver: 'fake' });
    const found = await cloud.ask('GET', '/resource_providers?name=sim-nobfv', placement());
    const path = `/resource_providers/${textAt(found.json, 'resource_providers', 0, 'uuid')}/traits`;
    const before = await cloud.ask('GET', path, placement());
    assert.deepEqual(before.json, { traits: ['COMPUTE_SECURITY_TPM_2_0'], resource_provider_generation: 1 });
    const body = { resource_provider_generation: 1, traits: ['COMPUTE_RESCUE_BFV'] };
    const changed = await cloud.ask('PUT', path, placement({ body }));
    assert.deepEqual(changed.json, { ...body, resource_provider_generation: 2 });
    assert.equal((await cloud.ask('PUT', path, placement({ body }))).status, 409);
    assert.equal((await cloud.ask('PUT', path, placement({ body: '[]' }))).status, 409);
    const emptied = await cloud.ask('PUT', path, placement({ body: { resource_provider_generation: 2 } }));
    assert.deepEqual(emptied.json, { traits: [], resource_provider_generation: 3 });
  });
});
