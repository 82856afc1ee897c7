// Time, failure and the past of a cloud in your own hands: node --test embedded.cjs
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { startSimulator } = require('nova-rescue-conformance');

let cloud;
let compute;
before(async () => {
  const hosts = { able: { traits: ['COMPUTE_RESCUE_BFV'] }, unable: { zone: 'other' } };
  cloud = await startSimulator({ edition: 'nova-27.0', time: 'manual', driver: 'fake', hosts });
  compute = await signedIn(cloud.credentials.owner);
});
after(() => cloud.stop());

test('a server that takes its time, and one that never gets there', async () => {
  cloud.control.setTransition('build', { polls: 2 });
  const slow = await newServer('slow');
  assert.deepEqual([await status(slow), await status(slow), await status(slow)], ['BUILD', 'BUILD', 'ACTIVE']);

  cloud.control.setTransition('build', 'never');
  const stuck = await newServer('stuck');
  cloud.clock.advance(24 * 3_600_000);
  assert.equal(cloud.control.servers().find(({ id }) => id === stuck).status, 'BUILD');
});

test('the same past again', async () => {
  cloud.control.reset();
  compute = await signedIn(cloud.credentials.owner);
  const server = await newServer('kept');
  const saved = JSON.parse(JSON.stringify(cloud.control.save()));
  await compute('DELETE', `/servers/${server}`);
  cloud.clock.advance(60_000);
  assert.equal(await status(server), undefined);
  cloud.control.restore(saved);
  cloud.clock.advance(60_000);
  assert.equal(await status(server), 'ACTIVE');
});

test('why a rescue was refused', async () => {
  const server = await newServer('one');
  cloud.clock.advance(60_000);
  await compute('POST', `/servers/${server}/action`, { rescue: null });
  const { action, status, decidedBy } = cloud.control.requests().at(-1);
  assert.deepEqual([action, status, decidedBy], ['rescue', 400, 'bfv-needs-stable-device-image']);
});

const status = async (id) => (await compute('GET', `/servers/${id}`)).server?.status;

async function newServer(name) {
  const { flavors } = await compute('GET', '/flavors/detail');
  const mapping = { boot_index: 0, source_type: 'blank', destination_type: 'volume', volume_size: 1 };
  const server = { name, flavorRef: flavors[0].id, networks: 'none', block_device_mapping_v2: [mapping] };
  return (await compute('POST', '/servers', { server })).server.id;
}

/** What sends a request to Nova as this user. */
async function signedIn({ authUrl, username, password, projectName }) {
  const domain = { name: 'Default' };
  const identity = { methods: ['password'], password: { user: { name: username, password, domain } } };
  const auth = { identity, scope: { project: { name: projectName, domain } } };
  const json = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ auth }),
  });
  const { token } = await answer.json();
  const { url } = token.catalog.find(({ type }) => type === 'compute').endpoints[0];
  const opted = { 'OpenStack-API-Version': 'compute 2.87' };
  const headers = { ...json, ...opted, 'X-Auth-Token': answer.headers.get('X-Subject-Token') };
  return async (method, path, body) => {
    const sent = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await sent.text();
    return text === '' ? {} : JSON.parse(text);
  };
}
