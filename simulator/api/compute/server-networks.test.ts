import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';
import { asAdmin, ask, listed, made } from '../network/asking.test';

const nobody = '00000000-0000-4000-8000-000000000001';

const create = async (cloud: Cloud, fields: object, headers = {}) => {
  const imageRef = await cloud.image();
  const body = { server: { name: 'a server', flavorRef: '1', imageRef, ...fields } };
  return cloud.ask('POST', '/servers', { headers, body });
};

const server = async (cloud: Cloud, fields: object = {}, headers = {}) => {
  const answer = await create(cloud, fields, headers);
  assert.equal(answer.status, 202, answer.text);
  cloud.settle();
  return textAt(answer.json, 'server', 'id');
};

const addresses = async (cloud: Cloud, id: string) => at(await cloud.show(id), 'addresses');

/** A network with a subnet; its addresses begin with 10.0.0.2. */
const network = async (cloud: Cloud, name: string, cidr = '10.0.0.0/24') => {
  const id = await made(cloud, 'network', { name });
  await made(cloud, 'subnet', { network_id: id, ip_version: 4, cidr });
  return id;
};

describe('the networks of a server', () => {
  it('are the only one there is, where nothing else is asked for', async () => {
    const cloud = new Cloud();
    for (const [fields, headers] of [
      [{}, {}],
      [{ networks: [] }, {}],
      [{ networks: 'auto' }, version('2.37')],
    ] as const) {
      const id = await server(cloud, fields, headers);
      const [port] = (await ask(cloud, 'GET', `/ports?device_id=${id}`, undefined, asAdmin)).json
        ? await listed(cloud, `ports?device_id=${id}`, 'fixed_ips', asAdmin)
        : [];
      const addr = at(port, 0, 'ip_address');
      const [mac] = await listed(cloud, `ports?device_id=${id}`, 'mac_address');
      assert.deepEqual(await addresses(cloud, id), {
        simulated: [{ version: 4, addr, 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': mac }],
      });
      assert.deepEqual(at(await cloud.show(id), 'security_groups'), [{ name: 'default' }]);
    }
    assert.deepEqual(await listed(cloud, 'ports', 'device_owner'), Array(3).fill('compute:rescue-bfv'));
    assert.deepEqual(await listed(cloud, 'ports', 'binding:host_id', asAdmin), Array(3).fill('sim-bfv'));
  });

  it('are none, where none are asked for', async () => {
    const cloud = new Cloud();
    const id = await server(cloud, { networks: 'none' }, version('2.37'));
    const shown = await cloud.show(id);
    assert.deepEqual([at(shown, 'addresses'), at(shown, 'security_groups')], [{}, undefined]);
    assert.deepEqual((await cloud.ask('GET', `/servers/${id}/os-security-groups`)).json, { security_groups: [] });
  });

  it('are not there before it is built', async () => {
    const cloud = new Cloud();
    const { json } = await create(cloud, {});
    const id = textAt(json, 'server', 'id');
    assert.deepEqual(await addresses(cloud, id), {});
    assert.deepEqual(await listed(cloud, 'ports', 'id'), []);
    cloud.settle();
    assert.equal((await listed(cloud, 'ports', 'id')).length, 1);
  });

  it('are those that are named: networks, addresses, ports', async () => {
    const cloud = new Cloud();
    const [first, second] = [await network(cloud, 'first'), await network(cloud, 'second')];
    const port = await made(cloud, 'port', { network_id: first });
    const networks = [{ uuid: first, fixed_ip: '10.0.0.77' }, { uuid: second, tag: 'nic' }, { port }];
    const id = await server(cloud, { networks }, version('2.42'));
    const ips = await cloud.granted('GET', `/servers/${id}/ips`);
    const own = { first: ['10.0.0.77', '10.0.0.2'], second: ['10.0.0.2'] };
    const shown = (addrs: readonly string[]) => addrs.map((addr) => ({ version: 4, addr }));
    assert.deepEqual(at(ips.json, 'addresses'), { first: shown(own.first), second: shown(own.second) });
    const one = await cloud.granted('GET', `/servers/${id}/ips/second`);
    assert.deepEqual(one.json, { second: shown(own.second) });
    const none = await cloud.ask('GET', `/servers/${id}/ips/third`);
    assert.equal(at(none.json, 'itemNotFound', 'message'), 'Instance is not a member of specified network');
    const { json } = await cloud.granted('GET', `/servers/${id}/os-interface`, { headers: version('2.70') });
    const tags = (at(json, 'interfaceAttachments') as { tag: string | null }[]).map(({ tag }) => tag);
    assert.deepEqual(tags, [null, 'nic', null]);
  });

  it('are left with the server, but for ports that were there before', async () => {
    const cloud = new Cloud();
    const uuid = await network(cloud, 'mine');
    const port = await made(cloud, 'port', { network_id: uuid });
    const gone = await made(cloud, 'port', { network_id: uuid });
    const id = await server(cloud, { networks: [{ uuid }, { port }, { port: gone }] });
    await cloud.granted('DELETE', `/v2.0/ports/${gone}`, { service: 'network' });
    assert.equal((await listed(cloud, 'ports', 'id')).length, 2);
    await cloud.granted('DELETE', `/servers/${id}`);
    cloud.settle();
    assert.deepEqual(await listed(cloud, 'ports', 'id'), [port]);
    assert.deepEqual(
      [await listed(cloud, 'ports', 'device_id'), await listed(cloud, 'ports', 'status')],
      [[''], ['DOWN']],
    );
  });

  it('are refused as Nova words it', async () => {
    const cloud = new Cloud();
    const [shared] = await listed(cloud, 'networks', 'id');
    const used = await made(cloud, 'port', { network_id: shared, device_id: 'something' });
    const bare = await made(cloud, 'port', { network_id: shared, fixed_ips: [] });
    const free = await made(cloud, 'port', { network_id: shared });
    for (const [entries, status, message] of [
      [[{ uuid: nobody }], 400, `Network ${nobody} could not be found.`],
      [[{ port: nobody }], 400, `Port id ${nobody} could not be found.`],
      [[{ port: used }], 409, `Port ${used} is still in use.`],
      [[{ port: bare }], 400, `Port ${bare} requires a FixedIP in order to be used.`],
      [[{}], 400, "Bad network format: missing 'uuid'"],
      [
        [{ port: free }, { port: free }],
        400,
        `Port ID '${free}' was specified twice: you cannot attach a port multiple times.`,
      ],
      [
        [{ port: free, fixed_ip: '10.250.0.3' }],
        400,
        `Specified Fixed IP '10.250.0.3' cannot be used with port '${free}': the two cannot be specified together.`,
      ],
      [
        [{ uuid: shared, fixed_ip: '10.250.0.2' }],
        400,
        'Fixed IP address 10.250.0.2 is already in use on instance something.',
      ],
    ] as const) {
      const answer = await create(cloud, { networks: entries });
      const [fault] = Object.values(answer.json as Record<string, { message: string }>);
      assert.deepEqual([answer.status, fault?.message], [status, message]);
    }
    const empty = await made(cloud, 'network', {});
    const answer = await create(cloud, { networks: [{ uuid: empty }] });
    assert.match(answer.text, /requires a subnet in order to boot instances on/);
    const several = await create(cloud, {});
    assert.deepEqual(
      [several.status, at(several.json, 'conflictingRequest', 'message')],
      [409, 'Multiple possible networks found, use a Network ID to be more specific.'],
    );
  });

  it('that have no address left end its building', async () => {
    const cloud = new Cloud();
    const uuid = await network(cloud, 'small', '10.0.0.0/30');
    const rest = await network(cloud, 'large');
    await server(cloud, { networks: [{ uuid }] });
    const id = await server(cloud, { networks: [{ uuid: rest }, { uuid }] });
    const shown = await cloud.show(id);
    assert.deepEqual(
      [at(shown, 'status'), at(shown, 'fault', 'message'), at(shown, 'addresses')],
      ['ERROR', 'Failed to allocate the network(s), not rescheduling.', {}],
    );
    assert.equal((await listed(cloud, 'ports', 'id')).length, 1);
    const port = await made(cloud, 'port', { network_id: rest });
    const { json } = await create(cloud, { networks: [{ port }] });
    await cloud.granted('DELETE', `/v2.0/ports/${port}`, { service: 'network' });
    const other = await create(cloud, { networks: [{ uuid: rest }] });
    await cloud.granted('DELETE', `/v2.0/networks/${rest}`, { service: 'network' });
    cloud.settle();
    for (const made of [json, other.json])
      assert.equal(at(await cloud.show(textAt(made, 'server', 'id')), 'status'), 'ERROR');
  });

  it('are limited by the quota of ports', async () => {
    const cloud = new Cloud();
    const [project] = await listed(cloud, 'security-groups', 'project_id');
    await ask(cloud, 'PUT', `/quotas/${project}`, { quota: { port: 1 } }, asAdmin);
    await server(cloud);
    const answer = await create(cloud, {});
    assert.deepEqual(
      [answer.status, at(answer.json, 'forbidden', 'message')],
      [403, 'Maximum number of ports exceeded'],
    );
    await server(cloud, { networks: 'none' }, version('2.37'));
  });
});

describe('the security groups of a server', () => {
  const group = (cloud: Cloud, name: string) => made(cloud, 'security_group', { name }, { path: 'security-groups' });
  const names = async (cloud: Cloud, id: string) => at(await cloud.show(id), 'security_groups');

  it('are those that are named at its creation', async () => {
    const cloud = new Cloud();
    const web = await group(cloud, 'web');
    const id = await server(cloud, { security_groups: [{ name: web }, { name: 'default' }, { name: 'web' }] });
    assert.deepEqual(await names(cloud, id), [{ name: 'default' }, { name: 'web' }]);
    const unknown = await create(cloud, { security_groups: [{ name: 'none' }] });
    assert.match(unknown.text, /Unable to find security_group with name or id 'none'/);
    await group(cloud, 'web');
    const several = await create(cloud, { security_groups: [{ name: 'web' }] });
    assert.equal(several.status, 409);
  });

  it('are added and removed by their names', async () => {
    const cloud = new Cloud();
    const id = await server(cloud);
    await group(cloud, 'web');
    const act = (action: string, value: unknown) => cloud.act(id, { [action]: value });
    for (const _ of [1, 2]) assert.equal((await act('addSecurityGroup', { name: 'web' })).status, 202);
    assert.deepEqual(await names(cloud, id), [{ name: 'default' }, { name: 'web' }]);
    assert.equal((await act('removeSecurityGroup', { name: 'web' })).status, 202);
    assert.deepEqual(await names(cloud, id), [{ name: 'default' }]);
    const [project] = await listed(cloud, 'security-groups', 'project_id');
    const bare = await server(cloud, { networks: 'none' }, version('2.37'));
    const refusals = [
      [
        await act('removeSecurityGroup', { name: 'web' }),
        404,
        `Security group web not associated with the instance ${id}`,
      ],
      [await act('addSecurityGroup', { name: 'none' }), 404, `Security group none is not found for project ${project}`],
      [await act('addSecurityGroup', null), 400, 'Missing parameter dict'],
      [await act('addSecurityGroup', {}), 400, 'Security group not specified'],
      [await act('addSecurityGroup', { name: ' ' }), 400, 'Security group name cannot be empty'],
      [await act('addSecurityGroup', { name: null }), 400, 'Security group name cannot be empty'],
      [
        await cloud.act(bare, { addSecurityGroup: { name: 'web' } }),
        404,
        `instance_id ${bare} could not be found as device id on any ports`,
      ],
    ] as const;
    for (const [answer, status, message] of refusals) {
      const [fault] = Object.values(answer.json as Record<string, { message: string }>);
      assert.deepEqual([answer.status, fault?.message], [status, message]);
    }
    await group(cloud, 'web');
    assert.match((await act('addSecurityGroup', { name: 'web' })).text, /Multiple security_group matches/);
  });

  it('are shown with what they let in', async () => {
    const cloud = new Cloud();
    const web = await group(cloud, 'web');
    const remote = await group(cloud, 'remote');
    const rule = (fields: object) =>
      made(
        cloud,
        'security_group_rule',
        { security_group_id: web, direction: 'ingress', ...fields },
        { path: 'security-group-rules' },
      );
    await rule({ protocol: 'tcp', port_range_min: 80, port_range_max: 80 });
    await rule({ ethertype: 'IPv6' });
    await rule({ remote_ip_prefix: '10.0.0.0/8' });
    await rule({ remote_group_id: remote });
    const id = await server(cloud, { security_groups: [{ name: 'web' }, { name: 'default' }] });
    await cloud.granted('DELETE', `/v2.0/security-groups/${remote}`, { service: 'network' });
    const { json } = await cloud.granted('GET', `/servers/${id}/os-security-groups`);
    assert.deepEqual(at(json, 'security_groups', 0, 'name'), 'default');
    assert.equal(at(json, 'security_groups', 0, 'rules', 0, 'group', 'name'), 'default');
    const rules = at(json, 'security_groups', 1, 'rules') as Record<string, unknown>[];
    assert.deepEqual(
      rules.map(({ ip_protocol, from_port, ip_range, group }) => [ip_protocol, from_port, ip_range, group]),
      [
        ['tcp', 80, { cidr: '0.0.0.0/0' }, {}],
        [null, null, { cidr: '::/0' }, {}],
        [null, null, { cidr: '10.0.0.0/8' }, {}],
      ],
    );
  });
});
