import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from '../../cloud.test';
import { ask, asOther, listed, made, network, refusal } from './asking.test';

const nobody = '00000000-0000-4000-8000-000000000000';

/** Asks for a subnet of a new network. */
const asked = async (fields: object, cloud = new Cloud()) =>
  ask(cloud, 'POST', '/subnets', {
    subnet: { network_id: await made(cloud, 'network', {}), ip_version: 4, cidr: '10.0.0.0/24', ...fields },
  });

const invalid = (message: string) => [400, 'InvalidInput', `Invalid input for operation: ${message}.`];

describe('the subnets', () => {
  it('give out all addresses but the gateway’s, where nothing else is said', async () => {
    for (const [fields, gateway, pools] of [
      [{}, '10.0.0.1', ['10.0.0.2-10.0.0.254']],
      [{ cidr: '10.0.0.77/24', gateway_ip: '10.0.0.9' }, '10.0.0.9', ['10.0.0.1-10.0.0.8', '10.0.0.10-10.0.0.254']],
      [{ gateway_ip: null }, null, ['10.0.0.1-10.0.0.254']],
      [{ gateway_ip: '192.168.0.1' }, '192.168.0.1', ['10.0.0.1-10.0.0.254']],
      [{ cidr: '10.0.0.4/31', enable_dhcp: false, gateway_ip: null }, null, ['10.0.0.4-10.0.0.5']],
      [{ ip_version: 6, cidr: 'fd00:0::/64' }, 'fd00::1', ['fd00::2-fd00::ffff:ffff:ffff:ffff']],
    ] as const) {
      const { json, text } = await asked(fields);
      const given = at(json, 'subnet', 'allocation_pools') as { start: string; end: string }[] | undefined;
      const shown = given?.map(({ start, end }) => `${start}-${end}`);
      assert.deepEqual([at(json, 'subnet', 'gateway_ip'), shown], [gateway, pools], text);
    }
  });

  it('are changed, and looked at, by who owns them or their network', async () => {
    const cloud = new Cloud();
    const { json } = await asked({ name: 'mine', dns_nameservers: ['10.0.0.53'], host_routes: null }, cloud);
    const path = `/subnets/${textAt(json, 'subnet', 'id')}`;
    const pools = [{ start: '10.0.0.5', end: '10.0.0.9' }];
    const changed = await ask(cloud, 'PUT', path, { subnet: { name: 'yours', allocation_pools: pools } });
    assert.deepEqual(
      ['name', 'allocation_pools', 'dns_nameservers'].map((key) => at(changed.json, 'subnet', key)),
      ['yours', pools, ['10.0.0.53']],
    );
    assert.equal((await ask(cloud, 'PUT', path, { subnet: { gateway_ip: '10.0.0.6' } })).status, 409);
    assert.equal((await ask(cloud, 'GET', path, undefined, asOther)).status, 404);
    assert.equal((await ask(cloud, 'DELETE', path)).status, 204);
    const [shared] = await listed(cloud, 'subnets', 'id');
    assert.deepEqual(refusal(await ask(cloud, 'DELETE', `/subnets/${shared}`)), [
      403,
      'PolicyNotAuthorized',
      'rule:delete_subnet is disallowed by policy',
    ]);
  });

  it('of a shared network may be anybody’s, and be removed by the owner of that', async () => {
    const cloud = new Cloud();
    const [id] = await listed(cloud, 'networks', 'id');
    const fields = { network_id: id, ip_version: 4, cidr: '10.9.0.0/24' };
    const subnet = await made(cloud, 'subnet', fields);
    assert.equal(
      (await ask(cloud, 'DELETE', `/subnets/${subnet}`, undefined, { ...network, as: 'admin' })).status,
      204,
    );
    assert.deepEqual(refusal(await ask(cloud, 'POST', '/subnets', { subnet: { ...fields, cidr: '10.250.1.0/24' } })), [
      ...invalid(`Requested subnet with cidr: 10.250.1.0/24 for network: ${id} overlaps with another subnet`),
    ]);
    await made(cloud, 'subnet', { network_id: id, ip_version: 6, cidr: 'fd00::/64' });
  });

  it('are kept as long as ports have addresses of them', async () => {
    const cloud = new Cloud();
    const { json } = await asked({}, cloud);
    const id = textAt(json, 'subnet', 'id');
    await made(cloud, 'port', { network_id: at(json, 'subnet', 'network_id') });
    assert.deepEqual(refusal(await ask(cloud, 'DELETE', `/subnets/${id}`)), [
      409,
      'SubnetInUse',
      `Unable to complete operation on subnet ${id}: One or more ports have an IP allocation from this subnet.`,
    ]);
  });

  it('are refused in another form, as Neutron words it', async () => {
    const malformed = (message: string) => [400, 'HTTPBadRequest', message];
    const pools = (...ranges: readonly string[]) => ({
      allocation_pools: ranges.map((range) => {
        const [start, end] = range.split('-');
        return { start, end };
      }),
    });
    for (const [fields, expected] of [
      [{ ip_version: 5 }, malformed('Invalid input for ip_version. Reason: 5 is not in valid_values.')],
      [{ network_id: 'x' }, malformed("Invalid input for network_id. Reason: 'x' is not a valid UUID.")],
      [{ network_id: nobody }, [404, 'NetworkNotFound', `Network ${nobody} could not be found.`]],
      [{ cidr: '10.9.0.0/zz' }, invalid('10.9.0.0/zz is not in a CIDR format')],
      [{ cidr: '10.9.0.0' }, invalid('10.9.0.0 is not in a CIDR format')],
      [
        { cidr: undefined },
        [400, 'BadRequest', 'Bad subnets request: a subnetpool must be specified in the absence of a cidr.'],
      ],
      [{ cidr: 'fd00::/64' }, invalid("cidr 'fd00::/64' does not match the ip_version '4'")],
      [{ cidr: '0.0.0.0/0' }, invalid('0 is not allowed as CIDR prefix length')],
      [{ cidr: '10.0.0.0/31' }, invalid('Subnet has a prefix length that is incompatible with DHCP service enabled')],
      [
        { ip_version: 6, cidr: 'fd00::/127' },
        invalid('Subnet has a prefix length that is incompatible with DHCP service enabled'),
      ],
      [{ gateway_ip: '10.0.0.255' }, invalid('Gateway is not valid on subnet')],
      [{ gateway_ip: 'fd00::1' }, invalid("gateway_ip 'fd00::1' does not match the ip_version '4'")],
      [{ gateway_ip: 'x' }, malformed("Invalid input for gateway_ip. Reason: 'x' is not a valid IP address.")],
      [{ dns_nameservers: ['fd00::1'] }, invalid("dns_nameserver 'fd00::1' does not match the ip_version '4'")],
      [
        { host_routes: [{ destination: '10.0.0.0/24' }] },
        malformed(
          "Invalid input for host_routes. Reason: '{'destination': '10.0.0.0/24'}' must be a dictionary with keys: ['destination', 'nexthop'].",
        ),
      ],
      [
        { host_routes: [{ destination: '10.0.0.0/24', nexthop: 'x' }] },
        malformed("Invalid input for host_routes. Reason: 'x' is not a valid IP address."),
      ],
      [
        pools('10.0.0.9-10.0.0.5'),
        [400, 'InvalidAllocationPool', 'The allocation pool 10.0.0.9-10.0.0.5 is not valid.'],
      ],
      [pools('fd00::1-fd00::2'), [400, 'InvalidAllocationPool', 'The allocation pool fd00::1-fd00::2 is not valid.']],
      [
        pools('10.0.0.5-10.0.1.5'),
        [
          400,
          'OutOfBoundsAllocationPool',
          'The allocation pool 10.0.0.5-10.0.1.5 spans beyond the subnet cidr 10.0.0.0/24.',
        ],
      ],
      [
        pools('10.0.0.5-10.0.0.9', '10.0.0.7-10.0.0.8'),
        [
          409,
          'OverlappingAllocationPools',
          'Found overlapping allocation pools: 10.0.0.5-10.0.0.9 10.0.0.7-10.0.0.8 for subnet 10.0.0.0/24.',
        ],
      ],
      [
        pools('10.0.0.1-10.0.0.9'),
        [
          409,
          'GatewayConflictWithAllocationPools',
          'Gateway ip 10.0.0.1 conflicts with allocation pool 10.0.0.1-10.0.0.9.',
        ],
      ],
    ] as const) {
      assert.deepEqual(refusal(await asked(fields)), expected);
    }
    assert.deepEqual(
      refusal(await ask(new Cloud(), 'POST', '/subnets', { subnet: {} })),
      malformed("Failed to parse request. Required attribute 'ip_version' not specified"),
    );
  });

  it('from a pool, or that hosts configure themselves, are not simulated', async () => {
    const cloud = new Cloud();
    const made = await asked({ subnetpool_id: nobody }, cloud);
    assert.deepEqual([made.status, made.headers['x-not-simulated']], [501, 'subnetpool_id of a subnet']);
    const { json } = await asked({ subnetpool_id: null }, cloud);
    const change = { subnet: { service_types: ['compute:nova'] } };
    assert.equal((await ask(cloud, 'PUT', `/subnets/${textAt(json, 'subnet', 'id')}`, change)).status, 501);
  });

  it('are not made by others on a network that is not shared', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'network', {});
    const subnet = { network_id: id, ip_version: 4, cidr: '10.0.0.0/24' };
    assert.equal((await ask(cloud, 'POST', '/subnets', { subnet }, asOther)).status, 404);
  });
});
