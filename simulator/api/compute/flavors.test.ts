import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt, version } from '../../cloud.test';

const asAdmin: Question = { as: 'admin' };
const wish = { name: 'new', ram: 1, vcpus: 1, disk: 1 };

const create = (cloud: Cloud, flavor: object, question: Question = asAdmin) =>
  cloud.ask('POST', '/flavors', { ...question, body: { flavor } });

const ids = async (cloud: Cloud, query = '', question: Question = {}) =>
  (at((await cloud.granted('GET', `/flavors${query}`, question)).json, 'flavors') as { id: string }[]).map(
    ({ id }) => id,
  );

/** Status and message of a refusal. */
export const said = ({ status, json }: { status: number; json: unknown }) => {
  const [fault] = Object.values(json as Record<string, { message: string }>);
  return [status, fault?.message];
};

describe('the flavors', () => {
  it('are shown as Nova shows them, at every microversion', async () => {
    const cloud = new Cloud();
    const base = 'http://cloud.invalid/compute';
    const links = [
      { rel: 'self', href: `${base}/v2.1/flavors/1` },
      { rel: 'bookmark', href: `${base}/flavors/1` },
    ];
    const shown = {
      id: '1',
      name: 'sim.tiny',
      ram: 64,
      disk: 1,
      swap: '',
      'OS-FLV-EXT-DATA:ephemeral': 0,
      'OS-FLV-DISABLED:disabled': false,
      vcpus: 1,
      'os-flavor-access:is_public': true,
      rxtx_factor: 1,
      links,
    };
    const show = async (microversion: string) =>
      at((await cloud.granted('GET', '/flavors/1', { headers: version(microversion) })).json, 'flavor');
    assert.deepEqual(await show('2.1'), shown);
    assert.deepEqual(await show('2.55'), { ...shown, description: null });
    assert.deepEqual(await show('2.75'), { ...shown, swap: 0, description: null, extra_specs: {} });
    const brief = await cloud.granted('GET', '/flavors?limit=1', { headers: version('2.55') });
    assert.deepEqual(brief.json, {
      flavors: [{ id: '1', name: 'sim.tiny', links, description: null }],
      flavors_links: [{ rel: 'next', href: `${base}/v2.1/flavors?limit=1&marker=1` }],
    });
    assert.deepEqual(said(await cloud.ask('GET', '/flavors/zz')), [404, 'Flavor zz could not be found.']);
  });

  it('are listed by pages, sizes and names', async () => {
    const cloud = new Cloud();
    for (const [query, expected] of [
      ['', ['1', '2', '3']],
      ['?limit=2', ['1', '2']],
      ['?limit=2&marker=2', ['3']],
      ['?sort_key=name&sort_dir=desc', ['3', '1', '2']],
      ['?minRam=100', ['2', '3']],
      ['?minDisk=2&minRam=1000', ['3']],
      ['?sort_key=created_at', ['1', '2', '3']],
      ['?is_public=false', ['1', '2', '3']],
    ] as const) {
      assert.deepEqual(await ids(cloud, query), expected, query);
    }
    const keys = ['description', 'disabled', 'ephemeral_gb', 'id', 'is_public', 'memory_mb', 'root_gb', 'rxtx_factor'];
    for (const key of [...keys, 'swap', 'updated_at', 'vcpu_weight', 'vcpus'])
      assert.deepEqual(await ids(cloud, `?sort_key=${key}`), ['1', '2', '3'], key);
  });

  it('are not listed for a query that is none', async () => {
    const cloud = new Cloud();
    const limit = (text: string) =>
      `Invalid input for query parameters limit. Value: ${text}. '${text}' does not match '^[0-9]*$'`;
    for (const [query, message] of [
      ['limit=x', limit('x')],
      ['limit=-1', limit('-1')],
      ['marker=zz', 'marker [zz] not found'],
      ['sort_dir=zz', "Invalid input for query parameters sort_dir. Value: zz. 'zz' is not one of ['asc', 'desc']"],
      ['minRam=x', 'Invalid minRam filter [x]'],
      ['minDisk=', 'Invalid minDisk filter []'],
    ]) {
      assert.deepEqual(said(await cloud.ask('GET', `/flavors?${query}`)), [400, message]);
    }
    assert.match(String(said(await cloud.ask('GET', '/flavors?sort_key=zz'))[1]), /'zz' is not one of \['created_at'/);
    const unknown = (microversion: string) => cloud.ask('GET', '/flavors?foo=1', { headers: version(microversion) });
    assert.equal((await unknown('2.74')).status, 200);
    assert.deepEqual(said(await unknown('2.75')), [
      400,
      "Additional properties are not allowed ('foo' was unexpected)",
    ]);
  });

  it('are made, described and deleted by admins', async () => {
    const cloud = new Cloud();
    const made = await create(cloud, { ...wish, id: '9', swap: '512', rxtx_factor: 2, 'OS-FLV-EXT-DATA:ephemeral': 3 });
    assert.deepEqual(
      ['id', 'swap', 'rxtx_factor', 'OS-FLV-EXT-DATA:ephemeral'].map((key) => at(made.json, 'flavor', key)),
      ['9', 512, 2, 3],
    );
    const auto = await create(
      cloud,
      { ...wish, name: 'auto', id: 'auto', description: 'why' },
      { ...asAdmin, headers: version('2.55') },
    );
    assert.match(textAt(auto.json, 'flavor', 'id'), /^[0-9a-f-]{36}$/);
    assert.equal(at(auto.json, 'flavor', 'description'), 'why');
    const describe = (id: string, description: unknown, microversion = '2.55') =>
      cloud.ask('PUT', `/flavors/${id}`, {
        ...asAdmin,
        headers: version(microversion),
        body: { flavor: { description } },
      });
    assert.equal(at((await describe('9', 'for tests')).json, 'flavor', 'description'), 'for tests');
    assert.equal(at((await describe('9', null)).json, 'flavor', 'description'), null);
    assert.deepEqual(said(await describe('9', 'x', '2.54')), [404, 'The resource could not be found.']);
    assert.deepEqual(said(await describe('zz', 'x')), [404, 'Flavor zz could not be found.']);
    assert.match(String(said(await describe('9', 5))[1]), /5 is not of type 'string', 'null'$/);
    assert.equal((await cloud.ask('DELETE', '/flavors/9', asAdmin)).status, 202);
    assert.deepEqual(said(await cloud.ask('DELETE', '/flavors/9', asAdmin)), [404, 'Flavor 9 could not be found.']);
    for (const [method, path, policy] of [
      ['POST', '/flavors', 'os-flavor-manage:create'],
      ['DELETE', '/flavors/1', 'os-flavor-manage:delete'],
    ] as const) {
      const refused = [403, `Policy doesn't allow os_compute_api:${policy} to be performed.`];
      assert.deepEqual(said(await cloud.ask(method, path, { body: { flavor: wish } })), refused);
    }
  });

  it('are refused in another form, as Nova words it', async () => {
    const cloud = new Cloud();
    const invalid = (field: string, value: string, why: string) =>
      `Invalid input for field/attribute ${field}. Value: ${value}. ${why}`;
    for (const [flavor, message] of [
      [[], invalid('flavor', '[]', "[] is not of type 'object'")],
      [{}, invalid('flavor', '{}', "'name' is a required property")],
      [{ name: 'a' }, invalid('flavor', "{'name': 'a'}", "'ram' is a required property")],
      [{ ...wish, ram: 0 }, invalid('ram', '0', '0 is less than the minimum of 1')],
      [{ ...wish, ram: 'x' }, invalid('ram', 'x', "'x' does not match '^[0-9]+$'")],
      [{ ...wish, ram: 1.5 }, invalid('ram', '1.5', "1.5 is not of type 'integer', 'string'")],
      [{ ...wish, vcpus: 3e9 }, invalid('vcpus', '3000000000', '3000000000 is greater than the maximum of 2147483647')],
      [{ ...wish, disk: -1 }, invalid('disk', '-1', '-1 is less than the minimum of 0')],
      [{ ...wish, name: '' }, invalid('name', '', "'' is too short")],
      [{ ...wish, name: 5 }, invalid('name', '5', "5 is not of type 'string'")],
      [{ ...wish, id: 'x'.repeat(256) }, invalid('id', 'x'.repeat(256), `'${'x'.repeat(256)}' is too long`)],
      [{ ...wish, rxtx_factor: 0 }, invalid('rxtx_factor', '0', '0 is less than or equal to the minimum of 0')],
      [{ ...wish, rxtx_factor: 'x' }, invalid('rxtx_factor', 'x', "'x' does not match '^[0-9]+(\\\\.[0-9]+)?$'")],
      [
        { ...wish, name: ' a ' },
        "An invalid 'name' value was provided. The name must be: printable characters. Can not start or end with whitespace.",
      ],
      [
        { name: 'a', ram: 1, vcpus: 1, disk: 1, foo: 1, bar: 1 },
        invalid(
          'flavor',
          "{'name': 'a', 'ram': 1, 'vcpus': 1, 'disk': 1, 'foo': 1, 'bar': 1}",
          "Additional properties are not allowed ('bar', 'foo' were unexpected)",
        ),
      ],
    ] as const) {
      assert.deepEqual(said(await create(cloud, flavor)), [400, message]);
    }
    const isPublic = await create(cloud, { ...wish, 'os-flavor-access:is_public': 'x' });
    assert.match(isPublic.text, /'x' is not one of \[True, 'True'/);
    for (const [body, message] of [
      [{}, "'flavor' is a required property"],
      [[], "[] is not of type 'object'"],
      [{ flavor: wish, x: 1 }, "Additional properties are not allowed ('x' was unexpected)"],
    ] as const) {
      assert.deepEqual(said(await cloud.ask('POST', '/flavors', { ...asAdmin, body })), [400, message]);
    }
    assert.deepEqual(said(await create(cloud, { ...wish, name: 'sim.tiny' })), [
      409,
      'Flavor with name sim.tiny already exists.',
    ]);
    assert.deepEqual(said(await create(cloud, { ...wish, id: '1' })), [409, 'Flavor with ID 1 already exists.']);
  });

  it('that are not public are for some projects', async () => {
    const cloud = new Cloud();
    await create(cloud, { ...wish, id: '9', 'os-flavor-access:is_public': false });
    const projects = (
      at((await cloud.granted('GET', '/v3/auth/projects', { service: 'identity' })).json, 'projects') as {
        id: string;
      }[]
    ).map(({ id }) => id);
    const tenant = projects[0] ?? '';
    const act = (action: string, body: unknown, headers = {}, id = '9') =>
      cloud.ask('POST', `/flavors/${id}/action`, { ...asAdmin, headers, body: { [action]: body } });
    const access = async () =>
      at((await cloud.granted('GET', '/flavors/9/os-flavor-access', asAdmin)).json, 'flavor_access');
    assert.deepEqual(await access(), [], 'not even for that of who made it');
    assert.deepEqual([await ids(cloud), (await cloud.ask('GET', '/flavors/9')).status], [['1', '2', '3'], 404]);
    assert.equal((await act('addTenantAccess', { tenant })).status, 200);
    assert.deepEqual(await access(), [{ flavor_id: '9', tenant_id: tenant }]);
    assert.deepEqual(await ids(cloud), ['1', '2', '3', '9']);
    assert.deepEqual(said(await act('addTenantAccess', { tenant })), [
      409,
      `Flavor access already exists for flavor 9 and project ${tenant} combination.`,
    ]);
    assert.equal((await act('removeTenantAccess', { tenant })).status, 200);
    assert.deepEqual(said(await act('removeTenantAccess', { tenant })), [
      404,
      `Flavor access not found for 9 / ${tenant} combination.`,
    ]);
    assert.deepEqual(said(await act('addTenantAccess', { tenant: 'a' })), [
      400,
      'Project ID a is not a valid project.',
    ]);
    assert.deepEqual(said(await act('foo', {})), [400, 'There is no such action: foo']);
    assert.match(String(said(await act('addTenantAccess', {}))[1]), /'tenant' is a required property$/);
    assert.deepEqual(said(await act('addTenantAccess', { tenant }, version('2.7'), '1')), [
      409,
      'Can not add access to a public flavor.',
    ]);
    assert.equal((await act('addTenantAccess', { tenant }, {}, '1')).status, 200);
    assert.deepEqual(said(await cloud.ask('GET', '/flavors/1/os-flavor-access')), [
      404,
      'Access list not available for public flavors.',
    ]);
    const member = await cloud.ask('POST', '/flavors/9/action', { body: { removeTenantAccess: { tenant } } });
    assert.match(member.text, /os-flavor-access:remove_tenant_access/);
  });

  it('that are not public are listed for admins who ask for them', async () => {
    const cloud = new Cloud();
    await create(cloud, { ...wish, id: '9', 'os-flavor-access:is_public': 'no' });
    for (const [word, expected] of [
      ['None', ['1', '2', '3', '9']],
      ['false', ['9']],
      ['yes', ['1', '2', '3']],
    ] as const) {
      assert.deepEqual(await ids(cloud, `?is_public=${word}`, asAdmin), expected);
    }
    assert.deepEqual(said(await cloud.ask('GET', '/flavors?is_public=zz', asAdmin)), [
      400,
      'Invalid is_public filter [zz]',
    ]);
  });
});

describe('the extra specs of a flavor', () => {
  const specs = '/flavors/1/os-extra_specs';

  it('are added, changed and removed by admins', async () => {
    const cloud = new Cloud();
    const admin = (method: string, path: string, body?: unknown) => cloud.ask(method, path, { ...asAdmin, body });
    const added = await admin('POST', specs, { extra_specs: { 'hw:a': 1, b: 'x' } });
    assert.deepEqual(added.json, { extra_specs: { 'hw:a': 1, b: 'x' } });
    assert.deepEqual((await admin('PUT', `${specs}/b`, { b: 'y' })).json, { b: 'y' });
    assert.deepEqual((await cloud.ask('GET', specs)).json, { extra_specs: { 'hw:a': '1', b: 'y' } });
    assert.deepEqual((await cloud.ask('GET', `${specs}/b`)).json, { b: 'y' });
    assert.equal((await admin('DELETE', `${specs}/b`)).status, 200);
    assert.deepEqual(said(await admin('DELETE', `${specs}/b`)), [404, 'Flavor 1 has no extra specs with key b.']);
    for (const [method, path, action, body] of [
      ['POST', specs, 'create', { extra_specs: {} }],
      ['PUT', `${specs}/b`, 'update', { b: 'x' }],
      ['DELETE', `${specs}/b`, 'delete', undefined],
    ] as const) {
      const refused = `Policy doesn't allow os_compute_api:os-flavor-extra-specs:${action} to be performed.`;
      assert.deepEqual(said(await cloud.ask(method, path, { body })), [403, refused]);
    }
    // The body is looked at first.
    assert.equal((await cloud.ask('POST', specs, { body: {} })).status, 400);
  });

  it('are refused in another form, as Nova words it', async () => {
    const cloud = new Cloud();
    const pattern = "'a/' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'";
    const invalid = 'Invalid input for field/attribute';
    for (const [method, path, body, message] of [
      ['POST', specs, {}, "'extra_specs' is a required property"],
      ['POST', specs, [], "[] is not of type 'object'"],
      ['POST', specs, { extra_specs: { 'a/': 1 } }, `${invalid} extra_specs. Value: {'a/': 1}. ${pattern}`],
      ['POST', specs, { extra_specs: { a: [] } }, `${invalid} a. Value: []. [] is not of type 'string', 'number'`],
      ['POST', specs, { extra_specs: 1 }, `${invalid} extra_specs. Value: 1. 1 is not of type 'object'`],
      ['PUT', `${specs}/a`, { 'a/': 1 }, pattern],
      ['PUT', `${specs}/a`, {}, '{} does not have enough properties'],
      ['PUT', `${specs}/a`, { b: '1' }, 'Request body and URI mismatch'],
    ] as const) {
      assert.deepEqual(said(await cloud.ask(method, path, { ...asAdmin, body })), [400, message]);
    }
  });

  it('are shown by servers as they were when those were made', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.granted('POST', specs, { ...asAdmin, body: { extra_specs: { a: 'b' } } });
    const shown = async (id: string) => at(await cloud.show(id, version('2.47')), 'flavor', 'extra_specs');
    assert.deepEqual([await shown(server), await shown(await cloud.server())], [{}, { a: 'b' }]);
  });
});
