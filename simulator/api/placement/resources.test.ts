import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, textAt } from '../../cloud.test';
import { microversion, PlacementCloud, why } from './placement-cloud.test';

const consumer = '00000000-0000-4000-8000-000000000000';
const cpu = { total: 4, reserved: 0, min_unit: 1, max_unit: 0x7fffffff, step_size: 1, allocation_ratio: 1 };

describe('what a provider has', () => {
  it('is that of a host from the beginning', async () => {
    const cloud = new PlacementCloud();
    const path = `/resource_providers/${await cloud.provider('sim-bfv')}`;
    const { json } = await cloud.placement('GET', `${path}/inventories`);
    const vcpu = { ...cpu, total: 1000, max_unit: 1000, allocation_ratio: 4 };
    assert.deepEqual([at(json, 'resource_provider_generation'), at(json, 'inventories', 'VCPU')], [1, vcpu]);
    assert.equal(at(json, 'inventories', 'MEMORY_MB', 'total'), 65_536);
    assert.deepEqual((await cloud.placement('GET', `${path}/inventories/VCPU`)).json, {
      ...vcpu,
      resource_provider_generation: 1,
    });
    assert.match(String(why(await cloud.placement('GET', `${path}/inventories/FOO`))[1]), /^No inventory of class FOO/);
    assert.deepEqual((await cloud.placement('GET', `${path}/usages`)).json, {
      resource_provider_generation: 1,
      usages: { VCPU: 0, MEMORY_MB: 0, DISK_GB: 0 },
    });
    const missing = `No resource provider with uuid ${consumer} found`;
    assert.deepEqual(why(await cloud.placement('GET', `/resource_providers/${consumer}/inventories`)), [
      404,
      `${missing} : ${missing}`,
    ]);
  });

  it('can be changed', async () => {
    const cloud = new PlacementCloud();
    const id = await cloud.made('own');
    const path = `/resource_providers/${id}/inventories`;
    const ask = (method: string, rest = '', body?: unknown, minor = 39) =>
      cloud.placement(method, `${path}${rest}`, { body, headers: microversion(minor) });
    assert.deepEqual((await ask('GET')).json, { resource_provider_generation: 0, inventories: {} });
    const made = await ask('POST', '', { resource_class: 'VCPU', total: 4 });
    assert.deepEqual(
      [made.status, made.json, made.headers.location],
      [201, { ...cpu, resource_provider_generation: 1 }, `http://cloud.invalid/placement${path}/VCPU`],
    );
    assert.equal((await ask('POST', '', { resource_class: 'VCPU', total: 4 })).status, 409);
    assert.deepEqual(why(await ask('POST', '', { resource_class: 'FOO', total: 4 })), [
      400,
      `Unable to create inventory for resource provider ${id}: No such resource class FOO.`,
    ]);
    const one = { total: 4, reserved: 4, resource_provider_generation: 1 };
    assert.match(String(why(await ask('PUT', '/VCPU', one, 25))[1]), /greater than or equal to total\.$/);
    assert.equal(at((await ask('PUT', '/VCPU', one)).json, 'reserved'), 4);
    assert.equal((await ask('PUT', '/VCPU', one)).status, 409);
    const two = { ...one, reserved: 5, resource_provider_generation: 2 };
    assert.match(String(why(await ask('PUT', '/VCPU', two))[1]), /The reserved value is greater than total\.$/);
    assert.match(String(why(await ask('PUT', '/DISK_GB', two))[1]), /^No inventory record with resource class/);

    const all = (inventories: object, resource_provider_generation = 2) =>
      ask('PUT', '', { inventories, resource_provider_generation });
    assert.deepEqual(why(await all({}, 1)), [409, 'resource provider generation conflict']);
    assert.deepEqual(why(await all({ FOO: { total: 1 } })), [
      400,
      `Unable to update inventory for resource provider ${id}: No such resource class FOO.`,
    ]);
    assert.deepEqual((await all({ VCPU: { total: 4 } })).json, {
      resource_provider_generation: 3,
      inventories: { VCPU: cpu },
    });

    const allocation = { allocations: { [id]: { resources: { VCPU: 1 } } }, project_id: 'p', user_id: 'u' };
    const held = { ...allocation, consumer_generation: null, consumer_type: 'INSTANCE' };
    assert.equal((await cloud.placement('PUT', `/allocations/${consumer}`, { body: held })).status, 204);
    const inUse = `Inventory for 'VCPU' on resource provider '${id}' in use.`;
    assert.deepEqual(why(await all({}, 3)), [409, `update conflict: ${inUse}`]);
    assert.deepEqual(why(await ask('DELETE')), [409, inUse]);
    assert.deepEqual(why(await ask('DELETE', '/VCPU')), [409, `Unable to delete inventory of class VCPU: ${inUse}`]);
    await cloud.placement('DELETE', `/allocations/${consumer}`);
    assert.equal((await ask('DELETE', '/VCPU')).status, 204);
    const none = 'No inventory of class';
    assert.deepEqual(why(await ask('DELETE', '/VCPU')), [
      404,
      `${none} VCPU found for delete: ${none} VCPU found for delete`,
    ]);
    assert.deepEqual(why(await ask('DELETE', '/FOO')), [
      404,
      `${none} FOO found for delete: No such resource class FOO.`,
    ]);
    assert.equal((await ask('DELETE')).status, 204);
    assert.equal((await ask('DELETE', '', undefined, 4)).status, 405);
  });
});

describe('what a server has', () => {
  it('is of its host, until something else is written', async () => {
    const cloud = new PlacementCloud();
    const host = await cloud.provider('sim-bfv');
    const server = await cloud.server({ zone: 'rescue-bfv' });
    const rooted = await cloud.server({
      zone: 'rescue-bfv',
      root: { source_type: 'image', uuid: await cloud.image() },
    });
    await cloud.server({ flavor: '3' });
    const shown = (id: string, minor = 39) =>
      cloud.placement('GET', `/allocations/${id}`, { headers: microversion(minor) });
    const mine = (await shown(server)).json;
    const project = textAt(mine, 'project_id');
    assert.deepEqual(mine, {
      allocations: { [host]: { resources: { VCPU: 1, MEMORY_MB: 64, DISK_GB: 1 }, generation: 1 } },
      project_id: project,
      user_id: textAt(mine, 'user_id'),
      consumer_generation: 1,
      consumer_type: 'unknown',
    });
    assert.deepEqual(Object.keys((await shown(server, 11)).json as object), ['allocations']);
    assert.deepEqual(at((await shown(rooted)).json, 'allocations', host, 'resources'), { VCPU: 1, MEMORY_MB: 64 });
    const path = `/resource_providers/${host}`;
    const ofHost = await cloud.placement('GET', `${path}/allocations`);
    assert.deepEqual(
      [at(ofHost.json, 'allocations', rooted), at(ofHost.json, 'resource_provider_generation')],
      [{ resources: { VCPU: 1, MEMORY_MB: 64 }, consumer_generation: 1 }, 1],
    );
    const elsewhere = await cloud.provider('sim-nobfv');
    const early = await cloud.placement('GET', `/resource_providers/${elsewhere}/allocations`, {
      headers: microversion(0),
    });
    assert.deepEqual(early.json, { allocations: {}, resource_provider_generation: 1 });
    const used = (await cloud.placement('GET', `${path}/usages`)).json;
    assert.deepEqual(at(used, 'usages'), { VCPU: 2, MEMORY_MB: 128, DISK_GB: 1 });

    const usages = async (query: string, minor = 39, as: 'admin' | 'owner' = 'admin') => {
      const answer = await cloud.placement('GET', `/usages?${query}`, { headers: microversion(minor), as });
      return at(answer.json, 'usages') ?? why(answer);
    };
    const sum = { VCPU: 2, MEMORY_MB: 128, DISK_GB: 1 };
    assert.deepEqual(await usages(`project_id=${project}`, 9, 'owner'), sum);
    assert.deepEqual(await usages(`project_id=${project}&user_id=x`, 9), {});
    assert.deepEqual(await usages(`project_id=${project}`), { unknown: { ...sum, consumer_count: 2 } });
    assert.deepEqual(await usages(`project_id=${project}&consumer_type=all`), { all: { ...sum, consumer_count: 2 } });
    assert.deepEqual(await usages(`project_id=${project}&consumer_type=INSTANCE`), {});
    assert.deepEqual(await usages(`project_id=${project}&consumer_type=unknown`), {
      unknown: { ...sum, consumer_count: 2 },
    });
    assert.deepEqual(await usages('project_id=x', 39, 'owner'), [
      403,
      'Policy does not allow placement:usages to be performed.',
    ]);
    assert.match(String(((await usages('')) as readonly unknown[])[1]), /'project_id' is a required property/);

    assert.equal((await cloud.placement('DELETE', `/allocations/${server}`)).status, 204);
    assert.deepEqual((await shown(server)).json, { allocations: {} });
    assert.deepEqual(why(await cloud.placement('DELETE', `/allocations/${server}`)), [
      404,
      `No allocations for consumer '${server}'`,
    ]);
    const missing = await cloud.placement('GET', `/resource_providers/${consumer}/allocations`);
    assert.match(String(why(missing)[1]), /^Resource provider '.*' not found: No resource provider/);
  });
});

describe('an allocation', () => {
  it('is written in the form of each microversion', async () => {
    const cloud = new PlacementCloud();
    const host = await cloud.provider('sim-bfv');
    const put = (body: object, minor: number, id = consumer) =>
      cloud.placement('PUT', `/allocations/${id}`, { body, headers: microversion(minor) });
    const resources = { VCPU: 1 };
    const list = { allocations: [{ resource_provider: { uuid: host }, resources }] };
    const owner = { project_id: 'p', user_id: 'u' };
    const record = { allocations: { [host]: { resources } }, ...owner };
    assert.equal((await put(list, 0)).status, 204);
    assert.equal((await put({ ...list, ...owner }, 8)).status, 204);
    assert.equal((await put(record, 12)).status, 204);
    assert.equal((await put({ ...record, consumer_generation: 3 }, 28)).status, 204);
    assert.equal((await put({ ...record, consumer_generation: 4, mappings: { '': [host] } }, 34)).status, 204);
    const last = { ...record, consumer_generation: 5, consumer_type: 'INSTANCE' };
    assert.equal((await put(last, 38)).status, 204);
    assert.deepEqual(why(await put(last, 38)), [409, 'consumer generation conflict - expected 6 but got 5']);
    assert.deepEqual(why(await put({ ...last, consumer_generation: null }, 38)), [
      409,
      'consumer generation conflict - expected 6 but got None',
    ]);
    const other = '11111111-2222-4333-8444-555555555555';
    assert.deepEqual(why(await put(last, 38, other)), [409, 'consumer generation conflict - expected null but got 5']);
    assert.deepEqual(why(await put(last, 38, 'x')), [400, 'Malformed consumer_uuid: x']);
    assert.match(String(why(await put({}, 38))[1]), /^JSON does not validate: 'allocations' is a required property/);
    const shown = await cloud.placement('GET', `/allocations/${consumer}`);
    assert.deepEqual([at(shown.json, 'consumer_type'), at(shown.json, 'consumer_generation')], ['INSTANCE', 6]);
    assert.equal((await put({ ...last, allocations: {}, consumer_generation: 6 }, 38)).status, 204);
    assert.deepEqual((await cloud.placement('GET', `/allocations/${consumer}`)).json, { allocations: {} });
  });

  it('is of no more than there is', async () => {
    const cloud = new PlacementCloud();
    const host = await cloud.provider('sim-bfv');
    const put = async (provider: string, resources: object) => {
      const allocations = { [provider]: { resources } };
      const body = { allocations, project_id: 'p', user_id: 'u' };
      return why(await cloud.placement('PUT', `/allocations/${consumer}`, { body, headers: microversion(12) }));
    };
    const on = `on resource provider '${host}'`;
    for (const [provider, resources, status, reason] of [
      [consumer, { VCPU: 1 }, 400, `Allocation for resource provider '${consumer}' that does not exist.`],
      [host, { FOO: 1 }, 400, `Unable to allocate inventory for consumer ${consumer}: No such resource class FOO.`],
      [
        host,
        { VCPU: 1001 },
        409,
        `Unable to allocate inventory: Unable to create allocation for 'VCPU' ${on}. The requested amount would exceed the capacity.`,
      ],
      [host, { PCPU: 1 }, 409, `Unable to allocate inventory: Inventory for 'PCPU' ${on} invalid.`],
    ] as const) {
      assert.deepEqual(await put(provider, resources), [status, reason]);
    }
    const own = await cloud.made('own');
    const usages = await cloud.placement('GET', `/resource_providers/${own}/usages`);
    assert.deepEqual(usages.json, { resource_provider_generation: 0, usages: {} });
    assert.match(String((await put(own, { VCPU: 1 }))[1]), /Inventory for 'VCPU' .* invalid\.$/);
  });
});

describe('candidates for an allocation', () => {
  it('are the providers with room and with the traits that are asked for', async () => {
    const cloud = new PlacementCloud();
    const [capable, incapable] = [await cloud.provider('sim-bfv'), await cloud.provider('sim-nobfv')];
    await cloud.made('empty');
    const ask = async (query: string, minor = 39) => {
      const answer = await cloud.placement('GET', `/allocation_candidates?${query}`, { headers: microversion(minor) });
      return answer.status === 200 ? answer.json : why(answer);
    };
    assert.deepEqual(await ask('resources=VCPU:1&required=COMPUTE_RESCUE_BFV&limit=1'), {
      allocation_requests: [{ allocations: { [capable]: { resources: { VCPU: 1 } } }, mappings: { '': [capable] } }],
      provider_summaries: {
        [capable]: {
          resources: {
            VCPU: { capacity: 4000, used: 0 },
            MEMORY_MB: { capacity: 65_536, used: 0 },
            DISK_GB: { capacity: 600_000, used: 0 },
          },
          traits: ['COMPUTE_RESCUE_BFV', 'COMPUTE_SECURITY_TPM_2_0'],
          parent_provider_uuid: null,
          root_provider_uuid: capable,
        },
      },
    });
    await cloud.server({ zone: 'rescue-bfv' });
    const early = await ask('resources=VCPU:1', 10);
    assert.deepEqual(at(early, 'allocation_requests', 0), {
      allocations: [{ resource_provider: { uuid: capable }, resources: { VCPU: 1 } }],
    });
    assert.deepEqual(at(early, 'provider_summaries', capable), { resources: { VCPU: { capacity: 4000, used: 1 } } });
    const without = await ask('resources=VCPU:1&required=!COMPUTE_RESCUE_BFV', 22);
    assert.deepEqual(at(without, 'allocation_requests'), [
      { allocations: { [incapable]: { resources: { VCPU: 1 } } } },
    ]);
    const inTree = await ask(`resources=VCPU:1&in_tree=${incapable}`);
    assert.deepEqual(Object.keys(at(inTree, 'provider_summaries') as object), [incapable]);
    assert.deepEqual(await ask(''), [400, 'There must be at least one resources or resources[$S] parameter.']);
    assert.match(String(((await ask('', 10)) as readonly unknown[])[1]), /'resources' is a required property/);
    assert.deepEqual(await ask('resources=VCPU:1&required=FOO'), [400, 'No such trait(s): FOO.']);
    assert.deepEqual(await ask('resources=FOO:1'), [
      400,
      'Invalid resource class in resources parameter: No such resource class FOO.',
    ]);
  });
});
