import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atPath } from './at-path';
import { type End, send } from './end';
import { play } from './play';
import type { ScriptedRequest } from './request';
import { rescueImages } from './script/images';
import { simulatedEnd } from './simulated-end';

/** A simulated cloud that stays, so that a play has to clean up after itself. */
const lasting = async (): Promise<End> => ({ ...(await simulatedEnd()), isLasting: true });

const server: ScriptedRequest = {
  name: 'create',
  path: '/v2.1/servers',
  at: '2.37',
  body: { server: { name: 'side-by-side', flavorRef: '1', networks: 'none', imageRef: '{plain image}' } },
  captures: { one: 'server.id' },
};
const ready: ScriptedRequest = { name: 'ready', path: '/v2.1/servers/{one}', until: { 'server.status': 'ACTIVE' } };

const provider: ScriptedRequest = {
  name: 'find',
  service: 'placement',
  as: 'admin',
  path: '/resource_providers?name={host bfv}',
  captures: { provider: 'resource_providers.0.uuid' },
};
const taken: ScriptedRequest = {
  name: 'take',
  service: 'placement',
  as: 'admin',
  method: 'PUT',
  path: '/resource_providers/{provider}/traits',
  headers: { 'OpenStack-API-Version': 'placement 1.6' },
  body: { resource_provider_generation: 1, traits: [] },
};

const ask = async (end: End, path: string, service: 'compute' | 'placement' = 'compute') => {
  const headers = { 'X-Auth-Token': await end.token('admin'), 'OpenStack-API-Version': 'placement 1.6' };
  return send(end, { url: `${end.roots[service]}${path}`, method: 'GET', headers, body: undefined });
};

describe('a play', () => {
  it('waits, remembers and compares under the names that it was told', async () => {
    const made = { name: 'servers', requests: [server, ready] };
    const answers = await play(await simulatedEnd(), [rescueImages, made]);
    const shown = answers.get('servers: ready')?.body;
    assert.deepEqual([atPath(shown, 'server.id'), atPath(shown, 'server.status')], ['{one}', 'ACTIVE']);
  });

  it('goes on without what it cannot ask, and says so', async () => {
    const answers = await play(await simulatedEnd(), [
      { name: 'servers', requests: [ready, { name: 'all', path: '/' }] },
    ]);
    assert.deepEqual(answers.get('servers: ready'), { status: 0, headers: {}, body: 'there is no {one} yet' });
    assert.equal(answers.get('servers: all')?.status, 200);
  });

  it('does not wait for ever', async () => {
    const never = { ...ready, until: { 'server.status': 'RESCUE' } };
    const answers = await play(await simulatedEnd(), [rescueImages, { name: 'servers', requests: [server, never] }]);
    assert.match(String(answers.get('servers: ready')?.body), /^after 60 s still .*ACTIVE/);
  });

  it('removes what it has made, and gives back the traits of hosts, where the end stays', async () => {
    const end = await lasting();
    const found = atPath(
      (await ask(end, '/resource_providers?name=sim-bfv', 'placement')).body,
      'resource_providers.0.uuid',
    );
    const path = `/resource_providers/${found}/traits`;
    const before = atPath((await ask(end, path, 'placement')).body, 'traits');
    const answers = await play(end, [rescueImages, { name: 'all', requests: [server, ready, provider, taken] }]);
    assert.equal(answers.get('all: take')?.status, 200);
    assert.deepEqual(atPath((await ask(end, path, 'placement')).body, 'traits'), before);
    assert.deepEqual((await ask(end, '/v2.1/servers/detail?name=side-by-side&all_tenants=1')).body, { servers: [] });
  });

  it('leaves the traits of hosts alone where it was not let change them', async () => {
    const end = await lasting();
    const generation = async () =>
      atPath((await ask(end, '/resource_providers?name=sim-bfv', 'placement')).body, 'resource_providers.0.generation');
    const before = await generation();
    const refused = { ...taken, body: { resource_provider_generation: -1, traits: [] } };
    const answers = await play(end, [{ name: 'all', requests: [provider, refused] }]);
    assert.equal(answers.get('all: take')?.status, 409);
    assert.equal(await generation(), before);
  });
});
