// A cloud inside your own test: node embedded.mjs. Any client in any language finds it by cloud.cloudsYaml or cloud.openrc.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSimulator } from 'nova-rescue-conformance';

let cloud;
before(async () => {
  cloud = await startSimulator({ edition: 'nova-27.0', time: 'manual' });
});
after(() => cloud.stop());

test('a member signs in, and the token ends after an hour', async () => {
  const { authUrl, username, password, projectName } = cloud.credentials.owner;
  const domain = { name: 'Default' };
  const identity = { methods: ['password'], password: { user: { name: username, password, domain } } };
  const scope = { project: { name: projectName, domain } };
  const signedIn = await fetch(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { identity, scope } }),
  });
  const { token } = await signedIn.json();
  const { endpoints } = token.catalog.find(({ type }) => type === 'compute');
  const headers = { 'X-Auth-Token': signedIn.headers.get('X-Subject-Token') };
  const servers = async () => (await fetch(`${endpoints[0].url}/servers/detail`, { headers })).status;
  assert.equal(await servers(), 200);
  cloud.clock.advance(3_600_000);
  assert.equal(await servers(), 401);
});
