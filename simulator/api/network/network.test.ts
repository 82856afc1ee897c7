import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud } from '../../cloud.test';
import { asAdmin, ask, network, refusal } from './asking.test';

const notFound = [404, 'HTTPNotFound', 'The resource could not be found.'];

describe('the network API', () => {
  it('tells anybody its version, and those with a token what it has', async () => {
    const cloud = new Cloud();
    const versions = await cloud.ask('GET', '/', { ...network, as: 'nobody' });
    assert.deepEqual(versions.json, {
      versions: [
        { id: 'v2.0', status: 'CURRENT', links: [{ rel: 'self', href: 'http://cloud.invalid/network/v2.0/' }] },
      ],
    });
    assert.equal((await ask(cloud, 'GET', '/', undefined, { ...network, as: 'nobody' })).status, 401);
    const { json } = await ask(cloud, 'GET', '/');
    assert.equal(at(json, 'resources', 0, 'links', 0, 'href'), 'http://cloud.invalid/network/v2.0/networks');
  });

  it('stands in the catalogue', async () => {
    const { json } = await new Cloud().granted('GET', '/v3/auth/catalog', { service: 'identity' });
    const services = at(json, 'catalog') as { type: string; endpoints: { url: string }[] }[];
    assert.equal(services.find(({ type }) => type === 'network')?.endpoints[0]?.url, 'http://cloud.invalid/network');
  });

  it('has its own word for a path and for a method that it does not have', async () => {
    const cloud = new Cloud();
    assert.deepEqual(refusal(await ask(cloud, 'GET', '/zzz')), notFound);
    assert.deepEqual(refusal(await ask(cloud, 'GET', '')), notFound);
    assert.deepEqual(refusal(await ask(cloud, 'PATCH', '/networks')).slice(0, 2), [405, 'HTTPMethodNotAllowed']);
    assert.equal((await cloud.ask('GET', '/v3/networks', network)).status, 404);
  });

  it('says of the rest of Neutron that it is not simulated', async () => {
    for (const path of ['/routers', '/floatingips/x', '/subnetpools']) {
      const { status, headers } = await ask(new Cloud(), 'GET', path);
      assert.deepEqual([status, headers['x-not-simulated']], [501, `GET /v2.0${path} of Neutron`]);
    }
  });

  it('lists the extensions that are simulated, and shows one', async () => {
    const cloud = new Cloud();
    const { json } = await ask(cloud, 'GET', '/extensions');
    const aliases = (at(json, 'extensions') as { alias: string }[]).map(({ alias }) => alias);
    assert.ok(aliases.includes('security-group') && !aliases.includes('router'));
    const one = await ask(cloud, 'GET', '/extensions/quotas');
    assert.equal(at(one.json, 'extension', 'name'), 'Quota management support');
    const none = await ask(cloud, 'GET', '/extensions/router');
    assert.equal(none.status, 404);
    assert.match(none.text, /Extension with alias router does not exist/);
  });

  it('tells who names none that there is none of that name', async () => {
    const cloud = new Cloud();
    for (const method of ['PUT', 'DELETE'])
      assert.deepEqual(refusal(await ask(cloud, method, '/networks', {})), [
        404,
        'NetworkNotFound',
        'Network None could not be found.',
      ]);
  });

  it('has no zones, and no agents, for which only admins may look', async () => {
    const cloud = new Cloud();
    assert.deepEqual((await ask(cloud, 'GET', '/availability_zones')).json, { availability_zones: [] });
    assert.deepEqual((await ask(cloud, 'GET', '/agents', undefined, asAdmin)).json, { agents: [] });
    assert.equal((await ask(cloud, 'GET', '/agents')).status, 403);
  });
});

describe('quotas of Neutron', () => {
  it('are for their members to look at, and for admins to change', async () => {
    const cloud = new Cloud();
    const project = at((await ask(cloud, 'GET', '/security-groups')).json, 'security_groups', 0, 'project_id');
    const path = `/quotas/${project}`;
    for (const [method, at, rule] of [
      ['GET', '/quotas', 'get'],
      ['GET', '/quotas/another', 'get'],
      ['GET', '/quotas/another/default', 'get'],
      ['PUT', path, 'update'],
      ['DELETE', path, 'delete'],
    ] as const) {
      const refused = [403, 'PolicyNotAuthorized', `rule:${rule}_quota is disallowed by policy`];
      assert.deepEqual(refusal(await ask(cloud, method, at)), refused);
    }
    assert.deepEqual(refusal(await ask(cloud, 'GET', '/quotas/another/details')), [
      403,
      'AdminRequired',
      'User does not have admin privileges: Only admin is authorized to access quotas for another project.',
    ]);
    assert.equal(at((await ask(cloud, 'GET', path)).json, 'quota', 'port'), -1);
    assert.equal(at((await ask(cloud, 'GET', `${path}/default`)).json, 'quota', 'rbac_policy'), 10);
    assert.equal(at((await ask(cloud, 'GET', `${path}/details`)).json, 'quota', 'security_group', 'used'), 1);
    assert.deepEqual((await ask(cloud, 'GET', '/quotas/tenant')).json, { tenant: { tenant_id: project } });
    assert.deepEqual((await ask(cloud, 'GET', '/quotas/project')).json, { project: { project_id: project } });
    const admin = (method: string, at: string, body?: unknown) => ask(cloud, method, at, body, asAdmin);
    assert.equal(at((await admin('GET', path)).json, 'quota', 'port'), -1);
    const set = await admin('PUT', path, { quota: { network: 1, port: -1 } });
    assert.deepEqual([at(set.json, 'quota', 'network'), at(set.json, 'quota', 'port')], [1, -1]);
    assert.equal(at((await admin('GET', '/quotas')).json, 'quotas', 0, 'project_id'), project);
    await cloud.granted('POST', '/v2.0/networks', { ...network, body: { network: {} } });
    assert.deepEqual(refusal(await ask(cloud, 'POST', '/networks', { network: {} })), [
      409,
      'OverQuota',
      "Quota exceeded for resources: ['network'].",
    ]);
    const details = await admin('GET', `${path}/details`);
    assert.deepEqual(at(details.json, 'quota', 'network'), { limit: 1, used: 1, reserved: 0 });
    assert.deepEqual(at(details.json, 'quota', 'rbac_policy'), { limit: 10, used: 0, reserved: 0 });
    assert.equal((await admin('DELETE', path)).status, 204);
    assert.equal(at((await admin('GET', path)).json, 'quota', 'network'), -1);
    assert.equal(at((await admin('GET', `${path}/default`)).json, 'quota', 'network'), -1);
    for (const body of [{}, { quota: { foo: 1 } }, { quota: { port: 'many' } }])
      assert.equal((await admin('PUT', path, body)).status, 400);
  });
});
