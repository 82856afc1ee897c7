import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt, version } from '../../cloud.test';
import { said } from './flavors.test';

const groups = '/os-server-groups';
const at2 = (minor: number, as: Question['as'] = 'owner'): Question => ({ as, headers: version(`2.${minor}`) });

const create = (cloud: Cloud, server_group: object, question: Question = {}) =>
  cloud.ask('POST', groups, { ...question, body: { server_group } });

const names = async (cloud: Cloud, query = '', question: Question = {}) =>
  (at((await cloud.granted('GET', `${groups}${query}`, question)).json, 'server_groups') as { name: string }[]).map(
    ({ name }) => name,
  );

describe('the server groups', () => {
  it('are made, listed, shown and deleted', async () => {
    const cloud = new Cloud();
    const { json } = await create(cloud, { name: 'a', policies: ['affinity'] });
    const id = textAt(json, 'server_group', 'id');
    const early = { id, name: 'a', policies: ['affinity'], metadata: {}, members: [] };
    assert.deepEqual(json, { server_group: early });
    const late = await cloud.granted('GET', `${groups}/${id}`, at2(64));
    assert.deepEqual(
      ['policy', 'rules', 'policies'].map((key) => at(late.json, 'server_group', key)),
      ['affinity', {}, undefined],
    );
    assert.match(textAt(late.json, 'server_group', 'project_id'), /^[0-9a-f]{32}$/);
    await create(cloud, { name: 'b', policy: 'anti-affinity', rules: { max_server_per_host: '3' } }, at2(64));
    await create(cloud, { name: 'c', policies: ['soft-affinity'] }, at2(15, 'other-project'));
    assert.deepEqual(await names(cloud), ['a', 'b']);
    assert.deepEqual(await names(cloud, '?offset=1&limit=1'), ['b']);
    assert.deepEqual(await names(cloud, '?all_projects=1'), ['a', 'b']);
    assert.deepEqual(await names(cloud, '?all_projects=1', { as: 'admin' }), ['a', 'b', 'c']);
    const missing = [404, `Instance group ${id} could not be found.`];
    assert.deepEqual(said(await cloud.ask('DELETE', `${groups}/${id}`, { as: 'other-project' })), missing);
    assert.equal((await cloud.ask('DELETE', `${groups}/${id}`)).status, 204);
    assert.deepEqual(said(await cloud.ask('GET', `${groups}/${id}`)), missing);
  });

  it('are refused as Nova words it', async () => {
    const cloud = new Cloud();
    for (const [group, minor, message] of [
      [{ name: 'a' }, 1, /'policies' is a required property$/],
      [{ name: 'a', policies: 'affinity' }, 1, /'affinity' is not of type 'array'$/],
      [{ name: 'a', policies: [] }, 1, /\[\] is too short$/],
      [{ name: 'a', policies: ['affinity', 'affinity'] }, 1, /has non-unique elements$/],
      [{ name: 'a', policies: ['affinity', 'anti-affinity'] }, 1, /is too long$/],
      [
        { name: 'a', policies: ['soft-affinity'] },
        14,
        /'soft-affinity' is not one of \['anti-affinity', 'affinity'\]$/,
      ],
      [{ name: 'a', policy: 'none' }, 64, /'none' is not one of/],
      [{ name: 'a', policy: 'affinity', rules: 1 }, 64, /1 is not of type 'object'$/],
      [{ name: 'a', policy: 'affinity', rules: { max_server_per_host: 0 } }, 64, /0 is less than the minimum of 1$/],
      [{ name: 'a', policy: 'affinity', rules: { max_server_per_host: 2 } }, 64, /^Only anti-affinity policy supports/],
    ] as const) {
      const [status, words] = said(await create(cloud, group, at2(minor)));
      assert.equal(status, 400);
      assert.match(String(words), message);
    }
  });

  it('are as many as the quota allows', async () => {
    const cloud = new Cloud();
    const made = await create(cloud, { name: 'a', policies: ['affinity'] }, at2(13));
    const project = textAt(made.json, 'server_group', 'project_id');
    const body = { quota_set: { server_groups: 1 } };
    await cloud.granted('PUT', `/os-quota-sets/${project}`, { as: 'admin', body });
    assert.deepEqual(said(await create(cloud, { name: 'b', policies: ['affinity'] })), [
      403,
      'Quota exceeded, too many server groups.',
    ]);
  });

  it('have no servers: to ask for that is not simulated', async () => {
    const cloud = new Cloud();
    const server = { name: 's', flavorRef: '1', imageRef: await cloud.image() };
    const body = { server, 'os:scheduler_hints': { group: '00000000-0000-4000-8000-000000000000' } };
    assert.equal((await cloud.ask('POST', '/servers', { body })).status, 501);
  });
});

describe('the usage of projects', () => {
  const usage = '/os-simple-tenant-usage';

  it('is what their servers used in a time', async () => {
    const cloud = new Cloud();
    const first = await cloud.server();
    await cloud.server({ as: 'other-project', root: { source_type: 'blank' } });
    cloud.simulator.clock.advance(3_600_000);
    await cloud.granted('DELETE', `/servers/${first}`);
    cloud.settle();
    const second = await cloud.server();
    const period = 'start=2026-01-01T00:00:00&end=2026-01-02 00:00:00.000';
    const { json } = await cloud.granted('GET', `${usage}?${period}&detailed=1`, { as: 'admin' });
    const project = textAt(json, 'tenant_usages', 0, 'tenant_id');
    const own = await cloud.granted('GET', `${usage}/${project}?${period}`);
    assert.deepEqual(at(own.json, 'tenant_usage'), at(json, 'tenant_usages', 0));
    const rows = at(own.json, 'tenant_usage', 'server_usages') as Record<string, unknown>[];
    assert.deepEqual(
      rows.map(({ instance_id, state }) => [instance_id, state]),
      [
        [first, 'terminated'],
        [second, 'active'],
      ],
    );
    assert.ok(Math.abs(Number(rows[0]?.hours) - 1) < 0.01);
    const total = at(own.json, 'tenant_usage', 'total_memory_mb_usage');
    assert.ok(Math.abs(Number(total) - 64 * Number(at(own.json, 'tenant_usage', 'total_hours'))) < 1e-6);
    const brief = await cloud.granted('GET', usage, { as: 'admin' });
    assert.deepEqual(
      (at(brief.json, 'tenant_usages') as Record<string, unknown>[]).map(({ server_usages, total_hours }) => [
        server_usages,
        total_hours,
      ]),
      [
        [undefined, 0],
        [undefined, 0],
      ],
    );
    const before = await cloud.granted('GET', `${usage}/${project}?start=2020-01-01T00:00:00&end=2020-01-02T00:00:00`);
    assert.deepEqual(before.json, { tenant_usage: {} });
    const after = await cloud.granted('GET', `${usage}/${project}?start=2026-01-01T02:00:00&end=2026-01-02T00:00:00`);
    assert.equal((at(after.json, 'tenant_usage', 'server_usages') as unknown[]).length, 1);
  });

  it('is refused for a time that is none, and to others', async () => {
    const cloud = new Cloud();
    const invalid = 'Invalid datetime string: Datetime is in invalid format';
    for (const [query, message] of [
      ['start=x', invalid],
      ['end=x', invalid],
      ['start=2026-13-01T00:00:00', invalid],
      [
        'start=2026-01-02T00:00:00&end=2026-01-01T00:00:00',
        'Invalid start time. The start time cannot occur after the end time.',
      ],
    ]) {
      assert.deepEqual(said(await cloud.ask('GET', `${usage}?${query}`, { as: 'admin' })), [400, message]);
      assert.equal((await cloud.ask('GET', `${usage}/any?${query}`, { as: 'admin' })).status, 400);
    }
    for (const [path, action] of [
      ['', 'list'],
      ['/other', 'show'],
    ]) {
      const refused = `Policy doesn't allow os_compute_api:os-simple-tenant-usage:${action} to be performed.`;
      assert.deepEqual(said(await cloud.ask('GET', `${usage}${path}`)), [403, refused]);
    }
  });
});

describe('what else Nova has', () => {
  it('are extensions, of which those that are simulated are listed', async () => {
    const cloud = new Cloud();
    const { json } = await cloud.granted('GET', '/extensions');
    assert.ok((at(json, 'extensions') as { alias: string }[]).some(({ alias }) => alias === 'os-keypairs'));
    const one = await cloud.granted('GET', '/extensions/os-keypairs');
    assert.deepEqual(one.json, {
      extension: {
        alias: 'os-keypairs',
        description: 'Keypair Support.',
        links: [],
        name: 'Keypairs',
        namespace: 'http://docs.openstack.org/compute/ext/fake_xml',
        updated: '2014-12-03T00:00:00Z',
      },
    });
    assert.deepEqual(said(await cloud.ask('GET', '/extensions/zz')), [404, 'The resource could not be found.']);
  });

  it('are migrations, of which there are none', async () => {
    const cloud = new Cloud();
    const server = `/servers/${await cloud.server()}`;
    for (const path of ['/os-migrations', `${server}/migrations`]) {
      assert.deepEqual((await cloud.ask('GET', path, { ...at2(23), as: 'admin' })).json, { migrations: [] });
      assert.equal((await cloud.ask('GET', path, at2(23))).status, 403, path);
    }
    const none = `In-progress live migration 1 is not found for server ${server.slice('/servers/'.length)}.`;
    assert.deepEqual(said(await cloud.ask('GET', `${server}/migrations/1`, { ...at2(23), as: 'admin' })), [404, none]);
    assert.equal((await cloud.ask('GET', `${server}/migrations`, { ...at2(22), as: 'admin' })).status, 404);
    assert.deepEqual(said(await cloud.ask('GET', '/servers/x/migrations', at2(23))), [
      404,
      'Instance x could not be found.',
    ]);
  });

  it('are NUMA nodes, of which there are none either', async () => {
    const cloud = new Cloud();
    const path = `/servers/${await cloud.server()}/topology`;
    assert.deepEqual((await cloud.ask('GET', path, at2(78))).json, { nodes: [], pagesize_kb: null });
    assert.equal((await cloud.ask('GET', path, at2(77))).status, 404);
  });

  it('is gone, is another service’s from some microversion on, or is not simulated', async () => {
    const cloud = new Cloud();
    const goneNow = 'This resource is no longer available. No forwarding address is given.';
    assert.deepEqual(said(await cloud.ask('GET', '/os-cells')), [410, goneNow]);
    assert.deepEqual(said(await cloud.ask('DELETE', '/servers/x/consoles/y')), [410, goneNow]);
    for (const [path, last] of [
      ['/os-volumes', 35],
      ['/os-hosts/x/reboot', 42],
    ] as const) {
      assert.equal((await cloud.ask('GET', path, at2(last))).status, 501);
      assert.deepEqual(said(await cloud.ask('GET', path, at2(last + 1))), [404, 'The resource could not be found.']);
    }
    assert.equal((await cloud.ask('GET', '/os-quota-class-sets/x')).status, 501);
    assert.equal((await cloud.ask('GET', '/servers/x/diagnostics')).status, 404);
    const { status, headers } = await cloud.ask('GET', `/servers/${await cloud.server()}/diagnostics`);
    assert.deepEqual([status, headers['x-not-simulated']], [501, 'GET /servers/{id}/diagnostics of Nova']);
  });
});
