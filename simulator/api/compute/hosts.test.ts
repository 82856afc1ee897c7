import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt, version } from '../../cloud.test';
import { said } from './flavors.test';

const admin = (microversion = '2.1'): Question => ({ as: 'admin', headers: version(microversion) });

const fields = (json: unknown, list: string, ...keys: readonly string[]) =>
  (at(json, list) as object[]).map((item) => keys.map((key) => at(item, key)));

const refusedToMembers = async (
  cloud: Cloud,
  routes: readonly (readonly [method: string, path: string, policy: string, body?: unknown])[],
) => {
  for (const [method, path, policy, body] of routes) {
    const message = `Policy doesn't allow os_compute_api:${policy} to be performed.`;
    const answer = await cloud.ask(method, path, { body });
    assert.deepEqual(said(answer), [403, message]);
  }
};

describe('the services of Nova', () => {
  const list = async (cloud: Cloud, query = '', microversion = '2.1') =>
    (await cloud.granted('GET', `/os-services${query}`, admin(microversion))).json;

  it('are listed for admins', async () => {
    const cloud = new Cloud();
    const json = await list(cloud);
    assert.deepEqual(fields(json, 'services', 'id', 'binary', 'host', 'zone'), [
      [1, 'nova-scheduler', 'sim-controller', 'internal'],
      [2, 'nova-conductor', 'sim-controller', 'internal'],
      [3, 'nova-compute', 'sim-bfv', 'rescue-bfv'],
      [4, 'nova-compute', 'sim-nobfv', 'no-rescue-bfv'],
      [5, 'nova-compute', 'sim-libvirt', 'libvirt'],
    ]);
    assert.deepEqual(fields(json, 'services', 'status', 'state', 'forced_down')[0], ['enabled', 'up', undefined]);
    assert.deepEqual(fields(await list(cloud, '?binary=nova-conductor'), 'services', 'id'), [[2]]);
    const late = await list(cloud, '?host=sim-bfv', '2.53');
    assert.match(textAt(late, 'services', 0, 'id'), /^[0-9a-f-]{36}$/);
    assert.equal(at(late, 'services', 0, 'forced_down'), false);
    await refusedToMembers(cloud, [
      ['GET', '/os-services', 'os-services:list'],
      ['PUT', '/os-services/enable', 'os-services:update', { host: 'sim-bfv', binary: 'nova-compute' }],
      ['DELETE', '/os-services/1', 'os-services:delete'],
    ]);
  });

  it('are disabled and enabled: no server is put on a host while its service is', async () => {
    const cloud = new Cloud();
    const id = textAt(await list(cloud, '?host=sim-bfv', '2.53'), 'services', 0, 'id');
    const put = (body: object) => cloud.ask('PUT', `/os-services/${id}`, { ...admin('2.53'), body });
    const host = async () => at(await cloud.show(await cloud.server()), 'OS-EXT-SRV-ATTR:host');
    const disabled = await put({ status: 'disabled', disabled_reason: 'why' });
    assert.deepEqual(
      ['status', 'disabled_reason'].map((key) => at(disabled.json, 'service', key)),
      ['disabled', 'why'],
    );
    assert.equal(await host(), 'sim-nobfv');
    const hypervisor = async () =>
      fields((await cloud.granted('GET', '/os-hypervisors', admin())).json, 'hypervisors', 'status', 'state')[0];
    assert.deepEqual(await hypervisor(), ['disabled', 'up']);
    const zones = await cloud.granted('GET', '/os-availability-zone');
    assert.deepEqual(fields(zones.json, 'availabilityZoneInfo', 'zoneName'), [
      ['no-rescue-bfv'],
      ['libvirt'],
      ['rescue-bfv'],
    ]);
    assert.deepEqual(at(zones.json, 'availabilityZoneInfo', 2, 'zoneState'), { available: false });
    assert.equal(at((await put({ status: 'enabled' })).json, 'service', 'disabled_reason'), null);
    assert.equal(at((await put({ forced_down: 'yes' })).json, 'service', 'state'), 'down');
    assert.deepEqual(await hypervisor(), ['enabled', 'down']);
    assert.equal(await host(), 'sim-nobfv');
    assert.equal(at((await put({ forced_down: false })).json, 'service', 'state'), 'up');
    assert.equal(await host(), 'sim-bfv');
  });

  it('were named by host and binary before 2.53', async () => {
    const cloud = new Cloud();
    const named = { host: 'sim-bfv', binary: 'nova-compute' };
    const put = (action: string, body: object, microversion = '2.11') =>
      cloud.ask('PUT', `/os-services/${action}`, { ...admin(microversion), body });
    for (const [action, more, answer] of [
      ['disable', {}, { status: 'disabled' }],
      ['disable-log-reason', { disabled_reason: 'why' }, { status: 'disabled', disabled_reason: 'why' }],
      ['enable', {}, { status: 'enabled' }],
      ['force-down', { forced_down: 'true' }, { forced_down: true }],
    ] as const) {
      assert.deepEqual((await put(action, { ...named, ...more })).json, { service: { ...named, ...answer } });
    }
    for (const [action, body, status, message] of [
      ['disable-log-reason', named, 400, 'Missing disabled reason field'],
      ['force-down', named, 400, 'Missing forced_down field'],
      ['foo', named, 404, 'Unknown action'],
      ['enable', { ...named, host: 'zz' }, 404, "Host 'zz' is not mapped to any cell"],
      ['enable', {}, 400, "'host' is a required property"],
      [
        'enable',
        { ...named, binary: 'nova-conductor' },
        400,
        'Updating a nova-conductor service is not supported. Only nova-compute services can be updated.',
      ],
    ] as const) {
      assert.deepEqual(said(await put(action, body)), [status, message]);
    }
    assert.deepEqual(said(await put('force-down', named, '2.10')), [404, 'Unknown action']);
  });

  it('are refused other changes, as Nova words it', async () => {
    const cloud = new Cloud();
    const unknown = '00000000-0000-4000-8000-000000000000';
    const controller = textAt(await list(cloud, '', '2.53'), 'services', 0, 'id');
    const compute = textAt(await list(cloud, '?host=sim-bfv', '2.53'), 'services', 0, 'id');
    for (const [id, body, status, message] of [
      ['x', { status: 'enabled' }, 400, 'Invalid uuid x'],
      [unknown, {}, 404, `Service ${unknown} could not be found.`],
      [compute, [], 400, "[] is not of type 'object'"],
      [compute, {}, 400, "No updates were requested. Fields 'status' or 'forced_down' should be specified."],
      [compute, { foo: 1 }, 400, "Additional properties are not allowed ('foo' was unexpected)"],
      [
        compute,
        { status: 'zz' },
        400,
        "Invalid input for field/attribute status. Value: zz. 'zz' is not one of ['enabled', 'disabled']",
      ],
      [
        compute,
        { status: 'enabled', disabled_reason: 'a' },
        400,
        "Specifying 'disabled_reason' with status 'enabled' is invalid.",
      ],
      [
        controller,
        { status: 'disabled' },
        400,
        'Updating a nova-scheduler service is not supported. Only nova-compute services can be updated.',
      ],
    ] as const) {
      assert.deepEqual(said(await cloud.ask('PUT', `/os-services/${id}`, { ...admin('2.53'), body })), [
        status,
        message,
      ]);
    }
  });

  it('cannot be removed while they have servers; else that is not simulated', async () => {
    const cloud = new Cloud();
    await cloud.server();
    const remove = (id: string) => cloud.ask('DELETE', `/os-services/${id}`, admin());
    assert.deepEqual(said(await remove('3')), [
      409,
      'Unable to delete compute service that is hosting instances. Migrate or delete the instances first.',
    ]);
    assert.equal((await remove('4')).status, 501);
    assert.deepEqual(said(await remove('9')), [404, 'Service 9 could not be found.']);
    assert.deepEqual(said(await remove('x')), [400, 'Invalid input received: id must be an integer']);
  });
});

describe('the hypervisors', () => {
  const list = async (cloud: Cloud, path: string, microversion = '2.1') =>
    (await cloud.granted('GET', `/os-hypervisors${path}`, admin(microversion))).json;

  it('are shown with what they have', async () => {
    const cloud = new Cloud();
    await cloud.server();
    const server = await cloud.server({ root: { source_type: 'blank' } });
    const early = at(await list(cloud, '/detail'), 'hypervisors', 0);
    assert.deepEqual(
      ['id', 'hypervisor_hostname', 'state', 'status', 'hypervisor_type', 'vcpus_used', 'memory_mb_used'].map((key) =>
        at(early, key),
      ),
      [1, 'sim-bfv', 'up', 'enabled', 'fake', 2, 640],
    );
    assert.deepEqual(
      ['local_gb_used', 'running_vms', 'free_ram_mb'].map((key) => at(early, key)),
      [1, 2, 64896],
    );
    assert.match(textAt(early, 'cpu_info'), /^\{"arch": "x86_64", .*"features": \["pge", "clflush"\], /);
    assert.deepEqual(at(early, 'service'), { id: 3, host: 'sim-bfv', disabled_reason: null });
    assert.equal(at(await list(cloud, '/detail', '2.28'), 'hypervisors', 0, 'cpu_info', 'arch'), 'x86_64');
    const late = at(await list(cloud, '/detail', '2.88'), 'hypervisors', 2);
    assert.deepEqual([at(late, 'hypervisor_type'), at(late, 'vcpus'), at(late, 'uptime')], ['QEMU', undefined, null]);
    const providers = await cloud.granted('GET', '/resource_providers?name=sim-libvirt', {
      as: 'admin',
      service: 'placement',
    });
    assert.equal(at(late, 'id'), at(providers.json, 'resource_providers', 0, 'uuid'));
    const totals = at(await list(cloud, '/statistics', '2.87'), 'hypervisor_statistics');
    assert.deepEqual([at(totals, 'count'), at(totals, 'running_vms')], [3, 2]);
    assert.equal((await cloud.ask('GET', '/os-hypervisors/statistics', admin('2.88'))).status, 404);
    const named = await list(cloud, '?with_servers=true&hypervisor_hostname_pattern=sim-bfv', '2.53');
    assert.equal(at(named, 'hypervisors', 0, 'servers', 0, 'uuid'), server);
    const all = await list(cloud, '?with_servers=true', '2.53');
    assert.equal(at(all, 'hypervisors', 1, 'servers'), undefined);
    assert.deepEqual(at(await list(cloud, '?with_servers=yes', '2.75'), 'hypervisors', 1, 'servers'), []);
  });

  it('come in pages, from 2.33', async () => {
    const cloud = new Cloud();
    const first = await list(cloud, '?limit=2', '2.33');
    assert.deepEqual(fields(first, 'hypervisors', 'id'), [[1], [2]]);
    assert.equal(
      at(first, 'hypervisors_links', 0, 'href'),
      'http://cloud.invalid/compute/v2.1/os-hypervisors?limit=2&marker=2',
    );
    assert.deepEqual(fields(await list(cloud, '?limit=2&marker=2', '2.33'), 'hypervisors', 'id'), [[3]]);
    assert.equal(fields(await list(cloud, '?limit=2'), 'hypervisors', 'id').length, 3);
    for (const [query, status, message] of [
      ['marker=zz', 400, 'marker [zz] not found'],
      ['limit=x', 400, "Invalid input for query parameters limit. Value: x. 'x' does not match '^[0-9]*$'"],
      ['hypervisor_hostname_pattern=zz', 404, "No hypervisor matching 'zz' could be found."],
      [
        'hypervisor_hostname_pattern=s&limit=1',
        400,
        'The server could not comply with the request since it is either malformed or otherwise incorrect.',
      ],
    ] as const) {
      assert.deepEqual(said(await cloud.ask('GET', `/os-hypervisors?${query}`, admin('2.53'))), [status, message]);
    }
  });

  it('are shown one by one, and found by their names', async () => {
    const cloud = new Cloud();
    await cloud.server();
    assert.equal(at(await list(cloud, '/2'), 'hypervisor', 'hypervisor_hostname'), 'sim-nobfv');
    const id = textAt(await list(cloud, '', '2.53'), 'hypervisors', 0, 'id');
    const shown = await list(cloud, `/${id}?with_servers=1`, '2.53');
    assert.equal((at(shown, 'hypervisor', 'servers') as unknown[]).length, 1);
    for (const [path, microversion, status, message] of [
      ['/zz', '2.1', 404, "Hypervisor with ID 'zz' could not be found."],
      ['/zz', '2.53', 400, 'Invalid uuid zz'],
      ['/zz/search', '2.1', 404, "No hypervisor matching 'zz' could be found."],
      ['/sim/search', '2.53', 404, 'The resource could not be found.'],
      ['/1/uptime', '2.88', 404, 'The resource could not be found.'],
    ] as const) {
      assert.deepEqual(said(await cloud.ask('GET', `/os-hypervisors${path}`, admin(microversion))), [status, message]);
    }
    assert.deepEqual(fields(await list(cloud, '/bfv/search'), 'hypervisors', 'id'), [[1], [2]]);
    const servers = await list(cloud, '/bfv/servers');
    assert.match(textAt(servers, 'hypervisors', 0, 'servers', 0, 'name'), /^instance-[0-9a-f]{8}$/);
    assert.equal((await cloud.ask('GET', '/os-hypervisors/1/uptime', admin())).status, 501);
    await refusedToMembers(cloud, [
      ['GET', '/os-hypervisors', 'os-hypervisors:list'],
      ['GET', '/os-hypervisors/1', 'os-hypervisors:show'],
      ['GET', '/os-hypervisors/statistics', 'os-hypervisors:statistics'],
    ]);
  });
});

describe('the aggregates', () => {
  const aggregates = '/os-aggregates';
  const act = (cloud: Cloud, id: string | number, action: string, value: unknown) =>
    cloud.ask('POST', `${aggregates}/${id}/action`, { ...admin(), body: { [action]: value } });
  const create = (cloud: Cloud, aggregate: unknown) =>
    cloud.ask('POST', aggregates, { ...admin('2.41'), body: { aggregate } });

  it('are one for each zone, from the beginning', async () => {
    const cloud = new Cloud({ hosts: { a: { zone: 'x' }, b: {}, c: { zone: 'x' } } });
    const { json } = await cloud.granted('GET', aggregates, admin());
    const own = { name: 'x', hosts: ['a', 'c'], metadata: { availability_zone: 'x' }, availability_zone: 'x' };
    const times = { created_at: '2026-01-01T00:00:00.000000', updated_at: null, deleted_at: null, deleted: false };
    assert.deepEqual(json, { aggregates: [{ id: 1, ...own, ...times }] });
    const { json: late } = await cloud.granted('GET', `${aggregates}/1`, admin('2.41'));
    assert.match(textAt(late, 'aggregate', 'uuid'), /^[0-9a-f-]{36}$/);
  });

  it('are made, renamed, given hosts and deleted; what they say of a zone holds', async () => {
    const cloud = new Cloud({ hosts: { a: {}, b: {} } });
    const made = await create(cloud, { name: 'fast', availability_zone: 'z' });
    assert.deepEqual(
      ['id', 'name', 'availability_zone', 'hosts'].map((key) => at(made.json, 'aggregate', key)),
      [1, 'fast', 'z', undefined],
    );
    const zones = async () =>
      fields((await cloud.granted('GET', '/os-availability-zone')).json, 'availabilityZoneInfo', 'zoneName').flat();
    assert.deepEqual(await zones(), ['nova']);
    assert.deepEqual(at((await act(cloud, 1, 'add_host', { host: 'a' })).json, 'aggregate', 'hosts'), ['a']);
    assert.deepEqual(await zones(), ['z', 'nova']);
    const set = await act(cloud, 1, 'set_metadata', { metadata: { availability_zone: 'y', ssd: 'true' } });
    assert.deepEqual(at(set.json, 'aggregate', 'metadata'), { availability_zone: 'y', ssd: 'true' });
    assert.deepEqual(await zones(), ['y', 'nova']);
    const put = (aggregate: object) => cloud.ask('PUT', `${aggregates}/1`, { ...admin(), body: { aggregate } });
    assert.equal(at((await put({ name: 'slow' })).json, 'aggregate', 'name'), 'slow');
    assert.equal(at((await put({ availability_zone: 'x' })).json, 'aggregate', 'availability_zone'), 'x');
    const unset = await act(cloud, 1, 'set_metadata', { metadata: { availability_zone: null } });
    assert.deepEqual(at(unset.json, 'aggregate', 'metadata'), { ssd: 'true' });
    assert.deepEqual(await zones(), ['nova']);
    assert.deepEqual(said(await cloud.ask('DELETE', `${aggregates}/1`, admin())), [
      400,
      'Cannot remove host from aggregate 1. Reason: Host aggregate is not empty.',
    ]);
    await act(cloud, 1, 'remove_host', { host: 'a' });
    assert.equal((await cloud.ask('DELETE', `${aggregates}/1`, admin())).status, 200);
    assert.equal(at((await create(cloud, { name: 'fast' })).json, 'aggregate', 'id'), 2);
  });

  it('with servers keep their zone, and no host is in two', async () => {
    const cloud = new Cloud({ hosts: { a: { zone: 'x' }, b: { zone: 'y' }, c: {} } });
    await cloud.server({ zone: 'x' });
    const reason = 'Reason: One or more hosts contain instances in this zone.';
    const body = { aggregate: { availability_zone: 'z' } };
    assert.deepEqual(said(await cloud.ask('PUT', `${aggregates}/1`, { ...admin(), body })), [
      400,
      `Cannot update aggregate 1. ${reason}`,
    ]);
    const metadata = { availability_zone: 'z' };
    assert.deepEqual(said(await act(cloud, 1, 'set_metadata', { metadata })), [
      400,
      `Cannot update metadata of aggregate 1. ${reason}`,
    ]);
    assert.equal((await act(cloud, 1, 'set_metadata', { metadata: { availability_zone: 'x' } })).status, 200);
    assert.equal((await act(cloud, 2, 'set_metadata', { metadata })).status, 200);
    assert.match(
      String(said(await act(cloud, 2, 'add_host', { host: 'a' }))[1]),
      /^Cannot add host to aggregate 2. Reason: One or more hosts already in availability zone/,
    );
    await create(cloud, { name: 'without a zone' });
    assert.equal((await act(cloud, 3, 'add_host', { host: 'a' })).status, 200);
    assert.equal((await act(cloud, 1, 'add_host', { host: 'c' })).status, 200);
  });

  it('are refused as Nova words it', async () => {
    const cloud = new Cloud();
    const zone = 'is not valid under any of the given schemas';
    for (const [answer, status, message] of [
      [await create(cloud, undefined), 400, "'aggregate' is a required property"],
      [await create(cloud, { name: 'rescue-bfv' }), 409, 'Aggregate rescue-bfv already exists.'],
      [
        await create(cloud, { name: 'a', availability_zone: 'x:y' }),
        400,
        `Invalid input for field/attribute availability_zone. Value: x:y. 'x:y' ${zone}`,
      ],
      [await act(cloud, 1, 'add_host', { host: 'zz' }), 404, 'Compute host zz could not be found.'],
      [await act(cloud, 1, 'add_host', { host: 'sim-bfv' }), 409, 'Aggregate 1 already has host sim-bfv.'],
      [await act(cloud, 1, 'remove_host', { host: 'zz' }), 404, 'Cannot remove host zz in aggregate 1'],
      [await act(cloud, 99, 'add_host', { host: 'sim-bfv' }), 404, 'Aggregate 99 could not be found.'],
      [await act(cloud, 1, 'foo', {}), 400, 'There is no such action: foo'],
      [
        await act(cloud, 1, 'set_metadata', {}),
        400,
        "Invalid input for field/attribute set_metadata. Value: {}. 'metadata' is a required property",
      ],
      [
        await act(cloud, 1, 'set_metadata', { metadata: 1 }),
        400,
        "Invalid input for field/attribute metadata. Value: 1. 1 is not of type 'object'",
      ],
      [await cloud.ask('GET', `${aggregates}/x`, admin()), 400, 'Invalid input received: id must be an integer'],
      [
        await cloud.ask('PUT', `${aggregates}/1`, { ...admin(), body: { aggregate: { name: 'libvirt' } } }),
        409,
        'Aggregate libvirt already exists.',
      ],
      [
        await cloud.ask('PUT', `${aggregates}/1`, { ...admin(), body: { aggregate: {} } }),
        400,
        'Invalid input for field/attribute aggregate. Value: {}. {} is not valid under any of the given schemas',
      ],
      [await cloud.ask('PUT', `${aggregates}/1`, { ...admin(), body: {} }), 400, "'aggregate' is a required property"],
    ] as const) {
      assert.deepEqual(said(answer), [status, message]);
    }
    assert.equal((await cloud.ask('POST', `${aggregates}/1/images`, admin())).status, 501);
    await refusedToMembers(cloud, [
      ['GET', aggregates, 'os-aggregates:index'],
      ['POST', aggregates, 'os-aggregates:create', { aggregate: { name: 'a' } }],
      ['POST', `${aggregates}/1/action`, 'os-aggregates:add_host', { add_host: { host: 'a' } }],
    ]);
  });
});

describe('the availability zones', () => {
  it('are shown with their hosts to admins', async () => {
    const cloud = new Cloud({ hosts: { b: {}, a: {} } });
    const { json } = await cloud.granted('GET', '/os-availability-zone/detail', admin());
    const process = { available: true, active: true, updated_at: '2026-01-01T00:00:00.000000' };
    assert.deepEqual(at(json, 'availabilityZoneInfo'), [
      {
        zoneName: 'internal',
        zoneState: { available: true },
        hosts: { 'sim-controller': { 'nova-scheduler': process, 'nova-conductor': process } },
      },
      {
        zoneName: 'nova',
        zoneState: { available: true },
        hosts: { b: { 'nova-compute': process }, a: { 'nova-compute': process } },
      },
    ]);
  });
});
