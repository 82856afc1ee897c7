import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { microversion, PlacementCloud, why } from './placement-cloud.test';

const nowhere = '00000000-0000-4000-8000-000000000000';

describe('Placement', () => {
  it('is for admins', async () => {
    const cloud = new PlacementCloud();
    for (const [path, policy] of [
      ['/traits', 'traits:list'],
      ['/resource_providers', 'resource_providers:list'],
      ['/resource_providers/1/traits', 'resource_providers:traits:list'],
    ] as const) {
      const answer = await cloud.placement('GET', path, { as: 'owner' });
      assert.deepEqual(why(answer), [403, `Policy does not allow placement:${policy} to be performed.`]);
      assert.equal(answer.headers.vary, undefined);
    }
  });

  it('settles a microversion, and names it', async () => {
    const cloud = new PlacementCloud();
    const ask = (version: string) =>
      cloud.placement('GET', '/resource_classes', { headers: { 'OpenStack-API-Version': version } });
    const { status, headers } = await ask('placement 1.14');
    assert.deepEqual(
      [status, headers['openstack-api-version'], headers.vary, headers['last-modified']],
      [200, 'placement 1.14', 'openstack-api-version', undefined],
    );
    const later = await ask('compute 2.1, placement latest');
    assert.deepEqual(
      ['openstack-api-version', 'last-modified', 'cache-control'].map((name) => later.headers[name]),
      ['placement 1.39', 'Thu, 01 Jan 2026 00:00:00 GMT', 'no-cache'],
    );
    const tooLate = await ask('placement 1.99');
    assert.deepEqual(
      [tooLate.status, at(tooLate.json, 'errors', 0, 'max_version'), at(tooLate.json, 'errors', 0, 'min_version')],
      [406, '1.39', '1.0'],
    );
    assert.equal(
      at(tooLate.json, 'errors', 0, 'detail'),
      'The resource could not be generated that was acceptable to your browser (content of type application/json. \n\n Invalid microversion: Unacceptable version header: 1.99',
    );
    for (const [text, reason] of [
      ['x', "invalid literal for int() with base 10: 'x'"],
      ['1.x', "invalid literal for int() with base 10: 'x'"],
      ['1', 'not enough values to unpack (expected 2, got 1)'],
      ['1.2.3', 'too many values to unpack (expected 2)'],
    ]) {
      assert.deepEqual(why(await ask(`placement ${text}`)), [
        400,
        `Invalid microversion: invalid version string: ${text}; ${reason}`,
      ]);
    }
    assert.equal((await ask('compute 2.1')).status, 404);
  });

  it('tells of an error in JSON, with a code from 1.23 on, and in what else is accepted', async () => {
    const cloud = new PlacementCloud();
    const get = (headers: Readonly<Record<string, string>>) => cloud.placement('GET', '/nix', { headers });
    const { json, headers } = await get({});
    const error = {
      status: 404,
      title: 'Not Found',
      detail: 'The resource could not be found.\n\n   ',
      code: 'placement.undefined_code',
      request_id: headers['x-openstack-request-id'],
    };
    assert.deepEqual(json, { errors: [error] });
    assert.equal(at((await get(microversion(22))).json, 'errors', 0, 'code'), undefined);
    assert.match((await get({ accept: 'text/html' })).text, /<h1>404 Not Found<\/h1>/);
    const plain = await cloud.placement('GET', '/traits', { headers: { accept: 'text/plain' } });
    assert.deepEqual(
      [plain.status, plain.text],
      [
        406,
        '406 Not Acceptable\n\nThe resource could not be generated that was acceptable to your browser (content of type text/plain. \n\n Only application/json is provided',
      ],
    );
  });

  it('knows which methods there are, which bodies it reads, and what it does not simulate', async () => {
    const cloud = new PlacementCloud();
    const wrong = await cloud.placement('POST', '/traits');
    assert.deepEqual([wrong.status, wrong.headers.allow], [405, 'GET']);
    const put = (body: string, type: string) =>
      cloud.placement('POST', '/resource_providers', { body, headers: { 'Content-Type': type } });
    assert.deepEqual(why(await put('x', 'text/plain')), [
      415,
      'The media type text/plain is not supported, use application/json',
    ]);
    assert.deepEqual(why(await put('x', 'application/json')), [
      400,
      'Malformed JSON: Expecting value: line 1 column 1 (char 0)',
    ]);
    assert.deepEqual(why(await put('{', 'application/json')), [
      400,
      'Malformed JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
    ]);
    assert.deepEqual(why(await put('x', '')), [400, 'content-type header required when content-length > 0']);
    assert.match(
      String(why(await cloud.placement('POST', '/resource_providers'))[1]),
      /^The media type None is not supported/,
    );
    assert.equal((await cloud.placement('POST', '/reshaper')).status, 501);
    assert.equal((await cloud.placement('POST', '/allocations')).status, 501);
    assert.equal((await cloud.placement('GET', '/allocation_candidates?resources1=VCPU:1')).status, 501);
  });
});

describe('a resource provider', () => {
  it('is there for every host', async () => {
    const cloud = new PlacementCloud();
    const { json } = await cloud.placement('GET', '/resource_providers', { headers: microversion(0) });
    const providers = at(json, 'resource_providers') as readonly { name: string }[];
    assert.deepEqual(
      providers.map(({ name }) => name),
      ['sim-bfv', 'sim-nobfv', 'sim-libvirt'],
    );
    const uuid = textAt(providers, 0, 'uuid');
    const href = `/resource_providers/${uuid}`;
    const link = (rel: string) => ({ rel, href: `${href}/${rel}` });
    const first = { uuid, name: 'sim-bfv', generation: 1 };
    const early = [{ rel: 'self', href }, link('inventories'), link('usages')];
    assert.deepEqual(providers[0], { ...first, links: early });
    assert.deepEqual((await cloud.placement('GET', href)).json, {
      ...first,
      links: [...early, link('aggregates'), link('traits'), link('allocations')],
      parent_provider_uuid: null,
      root_provider_uuid: uuid,
    });
    assert.deepEqual(why(await cloud.placement('GET', `/resource_providers/${nowhere}`)), [
      404,
      `No resource provider with uuid ${nowhere} found`,
    ]);
  });

  it('can be asked for', async () => {
    const cloud = new PlacementCloud();
    const own = await cloud.made('own', { parent_provider_uuid: await cloud.provider('sim-bfv') });
    await cloud.placement('PUT', `/resource_providers/${own}/aggregates`, {
      body: { aggregates: [nowhere], resource_provider_generation: 0 },
    });
    const names = async (query: string, minor = 39) => {
      const answer = await cloud.placement('GET', `/resource_providers?${query}`, { headers: microversion(minor) });
      const found = at(answer.json, 'resource_providers') as readonly { name: string }[] | undefined;
      return found?.map(({ name }) => name).join(' ') ?? why(answer)[1];
    };
    for (const [query, expected] of [
      ['name=sim-bfv', 'sim-bfv'],
      [`uuid=${own}`, 'own'],
      [`in_tree=${own}`, 'own'],
      [`in_tree=${await cloud.provider('sim-bfv')}`, 'sim-bfv own'],
      ['required=COMPUTE_RESCUE_BFV', 'sim-bfv sim-libvirt'],
      ['required=!COMPUTE_RESCUE_BFV', 'sim-nobfv own'],
      ['required=COMPUTE_RESCUE_BFV,!COMPUTE_SECURITY_TPM_2_0', 'sim-libvirt'],
      ['required=COMPUTE_RESCUE_BFV&required=COMPUTE_SECURITY_TPM_2_0', 'sim-bfv'],
      ['required=in:COMPUTE_RESCUE_BFV,COMPUTE_SECURITY_TPM_2_0', 'sim-bfv sim-nobfv sim-libvirt'],
      ['resources=VCPU:4000,MEMORY_MB:1', ''],
      ['resources=VCPU:1000', 'sim-bfv sim-nobfv sim-libvirt'],
      [`member_of=in:${nowhere},x`, 'own'],
      [`member_of=!${nowhere}`, 'sim-bfv sim-nobfv sim-libvirt'],
    ] as const) {
      assert.equal(await names(query), expected, query);
    }
    assert.equal(
      await names('required=COMPUTE_SECURITY_TPM_2_0&required=COMPUTE_RESCUE_BFV', 22),
      'sim-bfv sim-libvirt',
    );
    const form = "Invalid query string parameters: Expected 'required' parameter value of the form:";
    const any = "The format 'in:HW_CPU_X86_VMX,CUSTOM_MAGIC'";
    for (const [query, reason, minor] of [
      ['required=FOO', 'Invalid trait(s) in "required" parameter: No such trait(s): FOO.', 39],
      ['required=A,', `${form} HW_CPU_X86_VMX,!CUSTOM_MAGIC. Got an empty trait in: A,`, 39],
      ['required=in:A,', `${form} in:HW_CPU_X86_VMX,CUSTOM_MAGIC. Got an empty trait in: in:A,`, 39],
      ['required=in:!A', `Invalid query string parameters: ${any} does not support forbidden traits. Got: in:!A`, 39],
      [
        'required=in:A',
        `Invalid query string parameters: ${any} only supported since microversion 1.39. Got: in:A`,
        38,
      ],
      ['required=!A', `${form} HW_CPU_X86_VMX,CUSTOM_MAGIC. Got: !A`, 21],
      ['resources=FOO:1', 'Invalid resource class in resources parameter: No such resource class FOO.', 39],
      [
        'resources=',
        'Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024. Got: empty string.',
        39,
      ],
      [
        'resources=VCPU',
        'Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024. Got: VCPU.',
        39,
      ],
      ['resources=VCPU:x', 'Requested resource VCPU expected positive integer amount. Got: x.', 39],
      ['resources=VCPU:0', 'Requested resource VCPU requires amount >= 1. Got: 0.', 39],
    ] as const) {
      assert.equal(await names(query, minor), reason, query);
    }
    assert.match(String(await names('foo=1')), /^Invalid query string parameters: Additional properties are not/);
    assert.match(String(await names('uuid=1')), /^Invalid query string parameters: '1' is not a 'uuid'/);
    assert.match(String(await names('required=A', 17)), /'required' was unexpected/);
  });

  it('is made, renamed and deleted by an admin', async () => {
    const cloud = new PlacementCloud();
    const post = (body: object, minor = 39) =>
      cloud.placement('POST', '/resource_providers', { body, headers: microversion(minor) });
    const uuid = '11111111222243338444555555555555';
    const id = '11111111-2222-4333-8444-555555555555';
    const early = await post({ name: 'one', uuid }, 1);
    const location = `http://cloud.invalid/placement/resource_providers/${id}`;
    assert.deepEqual([early.status, early.text, early.headers.location], [201, '', location]);
    const made = await post({ name: 'two', parent_provider_uuid: id });
    const child = textAt(made.json, 'uuid');
    assert.deepEqual(
      [made.status, at(made.json, 'parent_provider_uuid'), at(made.json, 'root_provider_uuid')],
      [200, id, id],
    );
    for (const [body, status, reason] of [
      [{ name: 'one' }, 409, 'Conflicting resource provider name: one already exists.'],
      [{ name: 'x', uuid }, 409, `Conflicting resource provider uuid: ${id} already exists.`],
    ] as const) {
      assert.deepEqual(why(await post(body)), [status, reason]);
    }
    assert.match(
      String(why(await post({ name: 'x', parent_provider_uuid: nowhere }))[1]),
      /^Unable to create resource provider "x", .*: parent provider UUID does not exist\.$/,
    );
    assert.match(String(why(await post({}))[1]), /^JSON does not validate: 'name' is a required property/);

    const put = (provider: string, body: object) => cloud.placement('PUT', `/resource_providers/${provider}`, { body });
    assert.equal(at((await put(child, { name: 'three' })).json, 'name'), 'three');
    assert.deepEqual(why(await put(child, { name: 'one' })), [
      409,
      'Conflicting resource provider one already exists.',
    ]);
    assert.equal((await put(child, { name: 'three', parent_provider_uuid: null })).status, 501);
    const host = await cloud.provider('sim-bfv');
    assert.deepEqual(
      [(await put(host, { name: 'sim-bfv' })).status, (await put(host, { name: 'x' })).status],
      [200, 501],
    );

    const remove = async (provider: string) => why(await cloud.placement('DELETE', `/resource_providers/${provider}`));
    assert.deepEqual(await remove(id), [
      409,
      `Unable to delete parent resource provider ${id}: It has child resource providers.`,
    ]);
    assert.equal((await remove(child))[0], 204);
    assert.equal((await remove(id))[0], 204);
    assert.deepEqual(await remove(id), [404, `No resource provider with uuid ${id} found for delete`]);
    assert.equal((await remove(host))[0], 501);
    await cloud.server({ zone: 'rescue-bfv' });
    assert.deepEqual(await remove(host), [
      409,
      `Unable to delete resource provider ${host}: Resource provider has allocations.`,
    ]);
  });

  it('has aggregates', async () => {
    const cloud = new PlacementCloud();
    const path = `/resource_providers/${await cloud.provider('sim-bfv')}/aggregates`;
    const put = (body: unknown, minor = 39) => cloud.placement('PUT', path, { body, headers: microversion(minor) });
    const { json } = await cloud.granted('GET', '/os-aggregates', {
      as: 'admin',
      headers: { 'OpenStack-API-Version': 'compute 2.41' },
    });
    const zone = textAt(json, 'aggregates', 0, 'uuid');
    const first = await cloud.placement('GET', path);
    assert.deepEqual(first.json, { aggregates: [zone], resource_provider_generation: 1 });
    assert.deepEqual((await put([nowhere], 1)).json, { aggregates: [nowhere] });
    assert.deepEqual((await put({ aggregates: [], resource_provider_generation: 1 })).json, {
      aggregates: [],
      resource_provider_generation: 2,
    });
    assert.deepEqual(why(await put({ aggregates: [], resource_provider_generation: 1 })), [
      409,
      "Resource provider's generation already changed. Please update the generation and try again.",
    ]);
    assert.equal((await cloud.placement('GET', path, { headers: microversion(0) })).status, 404);
  });

  it('is told by Nova which aggregates its host is in', async () => {
    const cloud = new PlacementCloud({ hosts: { a: {}, b: {} } });
    const path = `/resource_providers/${await cloud.provider('a')}/aggregates`;
    const aggregates = async () => at((await cloud.placement('GET', path)).json, 'aggregates');
    assert.deepEqual(await aggregates(), []);
    const headers = { 'OpenStack-API-Version': 'compute 2.41' };
    const body = { aggregate: { name: 'fast' } };
    const made = await cloud.granted('POST', '/os-aggregates', { as: 'admin', headers, body });
    const act = (action: string, host: string) =>
      cloud.ask('POST', '/os-aggregates/1/action', { as: 'admin', body: { [action]: { host } } });
    await act('add_host', 'a');
    await act('add_host', 'b');
    assert.deepEqual(await aggregates(), [textAt(made.json, 'aggregate', 'uuid')]);
    await act('remove_host', 'a');
    const told = await cloud.placement('GET', path);
    assert.deepEqual(told.json, { aggregates: [], resource_provider_generation: 3 });
  });
});

describe('a trait', () => {
  it('is known, or is made', async () => {
    const cloud = new PlacementCloud();
    const list = async (query: string) => {
      const answer = await cloud.placement('GET', `/traits${query}`);
      return at(answer.json, 'traits') ?? why(answer)[1];
    };
    const all = (await list('')) as readonly string[];
    assert.ok(all.includes('COMPUTE_RESCUE_BFV') && all.includes('HW_CPU_X86_AVX2'));
    assert.deepEqual(await list('?name=startswith:COMPUTE_RESCUE'), ['COMPUTE_RESCUE_BFV']);
    assert.deepEqual(await list('?name=in:HW_CPU_X86_SSE,FOO'), ['HW_CPU_X86_SSE']);
    assert.deepEqual(await list('?associated=true'), ['COMPUTE_RESCUE_BFV', 'COMPUTE_SECURITY_TPM_2_0']);
    assert.equal(((await list('?associated=False')) as readonly string[]).includes('COMPUTE_RESCUE_BFV'), false);
    assert.match(String(await list('?name=foo')), /^Badly formatted name parameter\. .* Got: "foo"$/);
    assert.equal(await list('?associated=x'), 'The query parameter "associated" only accepts "true" or "false"');

    const ask = async (method: string, name: string) => why(await cloud.placement(method, `/traits/${name}`));
    const unknown = [404, 'No such trait(s): CUSTOM_X.'];
    assert.deepEqual([await ask('GET', 'CUSTOM_X'), await ask('DELETE', 'CUSTOM_X')], [unknown, unknown]);
    assert.deepEqual([(await ask('PUT', 'CUSTOM_X'))[0], (await ask('PUT', 'CUSTOM_X'))[0]], [201, 204]);
    assert.match(String((await ask('PUT', 'X'))[1]), /^The trait is invalid\. A valid trait must be/);
    assert.equal((await ask('GET', 'CUSTOM_X'))[0], 204);
    assert.deepEqual(await ask('DELETE', 'HW_CPU_X86_SSE'), [400, 'Cannot delete standard trait HW_CPU_X86_SSE.']);
    const path = `/resource_providers/${await cloud.provider('sim-bfv')}/traits`;
    await cloud.placement('PUT', path, { body: { traits: ['CUSTOM_X'], resource_provider_generation: 1 } });
    assert.deepEqual(await ask('DELETE', 'CUSTOM_X'), [409, 'The trait CUSTOM_X is in use by a resource provider.']);
    assert.equal((await cloud.placement('DELETE', path)).status, 204);
    assert.deepEqual((await cloud.placement('GET', path)).json, { traits: [], resource_provider_generation: 3 });
    assert.equal((await ask('DELETE', 'CUSTOM_X'))[0], 204);
  });

  it('is set for a provider whose generation is known', async () => {
    const cloud = new PlacementCloud({ driver: 'fake' });
    const path = `/resource_providers/${await cloud.provider('sim-nobfv')}/traits`;
    const before = await cloud.placement('GET', path);
    assert.deepEqual(before.json, { traits: ['COMPUTE_SECURITY_TPM_2_0'], resource_provider_generation: 1 });
    const put = (body: unknown) => cloud.placement('PUT', path, { body });
    const body = { resource_provider_generation: 1, traits: ['COMPUTE_RESCUE_BFV'] };
    assert.deepEqual((await put(body)).json, { ...body, resource_provider_generation: 2 });
    assert.equal(at((await put(body)).json, 'errors', 0, 'code'), 'placement.concurrent_update');
    assert.deepEqual(why(await put({ traits: ['FOO'], resource_provider_generation: 2 })), [400, 'No such trait FOO']);
    assert.match(String(why(await put([]))[1]), /^JSON does not validate: \[\] is not of type 'object'/);
    assert.equal((await cloud.placement('GET', path, { headers: microversion(5) })).status, 404);
    const own = await cloud.made('own');
    assert.deepEqual((await cloud.placement('GET', `/resource_providers/${own}/traits`)).json, {
      traits: [],
      resource_provider_generation: 0,
    });
    const missing = `No resource provider with uuid ${nowhere} found`;
    assert.deepEqual(why(await cloud.placement('GET', `/resource_providers/${nowhere}/traits`)), [
      404,
      `${missing}: ${missing}`,
    ]);
  });
});

describe('a resource class', () => {
  it('is standard, or is made', async () => {
    const cloud = new PlacementCloud();
    const ask = (method: string, path: string, body?: unknown, minor = 39) =>
      cloud.placement(method, `/resource_classes${path}`, { body, headers: microversion(minor) });
    const view = { name: 'VCPU', links: [{ rel: 'self', href: '/resource_classes/VCPU' }] };
    assert.deepEqual(at((await ask('GET', '')).json, 'resource_classes', 0), view);
    assert.deepEqual((await ask('GET', '/VCPU')).json, view);
    assert.deepEqual(why(await ask('GET', '/FOO')), [404, 'No such resource class FOO.']);
    assert.equal((await ask('POST', '', { name: 'CUSTOM_A' })).status, 201);
    assert.deepEqual(why(await ask('POST', '', { name: 'CUSTOM_A' })), [
      409,
      'Conflicting resource class already exists: CUSTOM_A',
    ]);
    assert.match(String(why(await ask('POST', '', { name: 'FOO' }))[1]), /'FOO' does not match '\^CUSTOM_/);
    assert.deepEqual([(await ask('PUT', '/CUSTOM_A')).status, (await ask('PUT', '/CUSTOM_B')).status], [204, 201]);
    assert.match(String(why(await ask('PUT', '/VCPU'))[1]), /'VCPU' does not match/);
    assert.equal((await ask('PUT', '/CUSTOM_A', { name: 'CUSTOM_C' }, 2)).status, 501);
    assert.deepEqual(why(await ask('DELETE', '/VCPU')), [
      400,
      'Error in delete resource class: Cannot delete standard resource class VCPU.',
    ]);
    const own = await cloud.made('own');
    const inventory = { resource_class: 'CUSTOM_A', total: 3 };
    await cloud.placement('POST', `/resource_providers/${own}/inventories`, { body: inventory });
    assert.match(String(why(await ask('DELETE', '/CUSTOM_A'))[1]), /Class is in use in inventory\.$/);
    await cloud.server();
    assert.equal((await ask('DELETE', '/CUSTOM_B')).status, 204);
  });
});
