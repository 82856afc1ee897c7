import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, type Question, textAt } from '../../cloud.test';
import { asAdmin, ask, asOther, listed, made, network, refusal } from './asking.test';

const nobody = '00000000-0000-4000-8000-000000000000';

/** A network of the owner's, with a subnet of few addresses: .2 to .6. */
async function small(cloud: Cloud) {
  const network_id = await made(cloud, 'network', {});
  const subnet_id = await made(cloud, 'subnet', { network_id, ip_version: 4, cidr: '10.0.0.0/29' });
  const port = async (fields: object = {}) => ask(cloud, 'POST', '/ports', { port: { network_id, ...fields } });
  return { network_id, subnet_id, port };
}

const addresses = (json: unknown) =>
  (at(json, 'port', 'fixed_ips') as { ip_address: string }[]).map(({ ip_address }) => ip_address);

describe('the ports', () => {
  it('get the next address, and the default security group of their project', async () => {
    const cloud = new Cloud();
    const { network_id } = await small(cloud);
    const { json } = await ask(cloud, 'POST', '/ports', { port: { network_id, name: 'first' } });
    const groups = await listed(cloud, 'security-groups', 'id');
    assert.deepEqual(addresses(json), ['10.0.0.2']);
    assert.deepEqual(
      ['name', 'mac_address', 'status', 'device_id', 'security_groups', 'binding:vnic_type', 'binding:host_id'].map(
        (key) => at(json, 'port', key),
      ),
      ['first', 'fa:16:3e:00:00:01', 'DOWN', '', groups, 'normal', undefined],
    );
    assert.deepEqual(await listed(cloud, 'ports', 'binding:vif_type', asAdmin), ['unbound']);
    assert.deepEqual(await listed(cloud, 'ports', 'id', asOther), []);
  });

  it('get no address again before all others were given', async () => {
    const cloud = new Cloud();
    const { port, network_id } = await small(cloud);
    const first = await port();
    const second = await port();
    await cloud.granted('DELETE', `/v2.0/ports/${textAt(first.json, 'port', 'id')}`, network);
    assert.deepEqual(addresses(second.json), ['10.0.0.3']);
    const more = [];
    for (let count = 0; count < 4; count += 1) more.push(...addresses((await port()).json));
    assert.deepEqual(more, ['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.2']);
    assert.deepEqual(refusal(await port()), [
      409,
      'IpAddressGenerationFailure',
      `No more IP addresses available on network ${network_id}.`,
    ]);
    const { json } = await ask(cloud, 'GET', '/ports?sort_key=mac_address&sort_dir=desc&limit=1');
    assert.equal(at(json, 'ports', 0, 'mac_address'), 'fa:16:3e:00:00:06');
  });

  it('get an address of each version', async () => {
    const cloud = new Cloud();
    const { port, network_id } = await small(cloud);
    await made(cloud, 'subnet', { network_id, ip_version: 6, cidr: 'fd00::/126', enable_dhcp: false });
    assert.deepEqual(addresses((await port()).json), ['10.0.0.2', 'fd00::2']);
    assert.deepEqual(addresses((await port()).json), ['10.0.0.3', 'fd00::3']);
    assert.equal((await port()).status, 409);
    assert.deepEqual(addresses((await port({ fixed_ips: [{ ip_address: '10.0.0.4' }] })).json), ['10.0.0.4']);
    const bare = await made(cloud, 'network', {});
    assert.deepEqual(addresses((await port({ network_id: bare })).json), []);
  });

  it('get the addresses they ask for, or are refused', async () => {
    const cloud = new Cloud();
    const { port, subnet_id } = await small(cloud);
    const wish = (...fixed_ips: readonly object[]) => port({ fixed_ips });
    assert.deepEqual(addresses((await wish({ subnet_id }, { ip_address: '10.0.0.5' })).json), ['10.0.0.2', '10.0.0.5']);
    assert.deepEqual(addresses((await wish()).json), []);
    assert.deepEqual(refusal(await wish({ subnet_id, ip_address: '10.0.0.5' })), [
      409,
      'IpAddressAlreadyAllocated',
      `IP address 10.0.0.5 already allocated in subnet ${subnet_id}`,
    ]);
    for (const ip_address of ['10.0.1.1', 'fd00::1', '10.0.0.7']) {
      assert.deepEqual(refusal(await wish({ subnet_id }, { ip_address })), [
        400,
        'InvalidIpForSubnet',
        `IP address ${ip_address} is not a valid IP for the specified subnet.`,
      ]);
    }
    assert.deepEqual(refusal(await wish({ subnet_id: nobody })), [
      404,
      'SubnetNotFound',
      `Subnet ${nobody} could not be found.`,
    ]);
    const all = await wish({ subnet_id }, { subnet_id }, { subnet_id });
    assert.deepEqual(addresses(all.json), ['10.0.0.3', '10.0.0.4', '10.0.0.6']);
    assert.equal((await wish({ subnet_id })).status, 409);
  });

  it('of a network that others own get no address of their choice', async () => {
    const cloud = new Cloud();
    const [network_id] = await listed(cloud, 'networks', 'id');
    const port = (fields: object, question: Question = network) =>
      ask(cloud, 'POST', '/ports', { port: { network_id, ...fields } }, question);
    const disallowed = (rule: string) => [403, 'PolicyNotAuthorized', `${rule} is disallowed by policy`];
    const fixed_ips = [{ ip_address: '10.250.0.9' }];
    assert.deepEqual(
      refusal(await port({ fixed_ips })),
      disallowed('(rule:create_port and (rule:create_port:fixed_ips and (rule:create_port:fixed_ips:ip_address)))'),
    );
    assert.deepEqual(
      refusal(await port({ mac_address: '00:11:22:33:44:55' })),
      disallowed('(rule:create_port and rule:create_port:mac_address)'),
    );
    assert.deepEqual(
      refusal(await port({ 'binding:host_id': 'a' })),
      disallowed('(rule:create_port and rule:create_port:binding:host_id)'),
    );
    const made = await port({ fixed_ips, 'binding:host_id': 'a', security_groups: null }, asAdmin);
    assert.deepEqual(
      [addresses(made.json), at(made.json, 'port', 'binding:vif_type'), at(made.json, 'port', 'security_groups')],
      [['10.250.0.9'], 'ovs', []],
    );
    const own = textAt((await port({})).json, 'port', 'id');
    const change = await ask(cloud, 'PUT', `/ports/${own}`, { port: { mac_address: '00-11-22-33-44-55' } });
    assert.deepEqual(refusal(change), disallowed('(rule:update_port and rule:update_port:mac_address)'));
  });

  it('are changed: their addresses, their groups, their names', async () => {
    const cloud = new Cloud();
    const { port, subnet_id } = await small(cloud);
    const path = `/ports/${textAt((await port()).json, 'port', 'id')}`;
    const other = await port();
    const group = await made(cloud, 'security_group', { name: 'g' }, { path: 'security-groups' });
    const change = (fields: object) => ask(cloud, 'PUT', path, { port: fields });
    const changed = await change({ name: 'new', security_groups: [group], fixed_ips: [{ ip_address: '10.0.0.6' }] });
    assert.deepEqual(
      [at(changed.json, 'port', 'name'), at(changed.json, 'port', 'security_groups'), addresses(changed.json)],
      ['new', [group], ['10.0.0.6']],
    );
    const taken = await change({ fixed_ips: [{ subnet_id, ip_address: addresses(other.json)[0] }] });
    assert.equal(taken.status, 409);
    assert.deepEqual(addresses((await ask(cloud, 'GET', path)).json), ['10.0.0.6']);
    assert.equal((await change({ fixed_ips: [{ subnet_id }, { ip_address: '10.0.0.6' }] })).status, 200);
    assert.deepEqual(refusal(await change({ security_groups: [nobody] })), [
      404,
      'SecurityGroupNotFound',
      `Security group ${nobody} does not exist`,
    ]);
  });

  it('are found by their addresses and their groups', async () => {
    const cloud = new Cloud();
    const { port, subnet_id } = await small(cloud);
    const first = textAt((await port({ name: 'first', security_groups: [] })).json, 'port', 'id');
    await port({ name: 'second', device_id: 'a device' });
    const [group] = await listed(cloud, 'security-groups', 'id');
    for (const [query, names] of [
      ['fixed_ips=ip_address=10.0.0.2', ['first']],
      [`fixed_ips=ip_address=10.0.0.3&fixed_ips=subnet_id=${subnet_id}`, ['second']],
      ['fixed_ips=ip_address_substr=0.0.', ['first', 'second']],
      ['fixed_ips=nonsense', []],
      [`security_groups=${group}`, ['second']],
      ['device_id=a device', ['second']],
      ['device_id=', ['first']],
      [`id=${first}`, ['first']],
    ] as const) {
      assert.deepEqual(await listed(cloud, `ports?${query}`, 'name'), names, query);
    }
  });

  it('are refused in another form, as Neutron words it', async () => {
    const cloud = new Cloud();
    const { port, network_id } = await small(cloud);
    const malformed = (message: string) => [400, 'HTTPBadRequest', message];
    assert.deepEqual(
      refusal(await ask(cloud, 'POST', '/ports', { port: {} })),
      malformed("Failed to parse request. Required attribute 'network_id' not specified"),
    );
    assert.deepEqual(refusal(await port({ network_id: nobody })), [
      404,
      'NetworkNotFound',
      `Network ${nobody} could not be found.`,
    ]);
    assert.deepEqual(
      refusal(await port({ mac_address: 'zz' })),
      malformed("Invalid input for mac_address. Reason: 'zz' is not a valid MAC address."),
    );
    assert.equal((await port({ fixed_ips: [{ foo: 1 }] })).status, 400);
    assert.equal((await port({ fixed_ips: ['a'] })).status, 400);
    assert.equal((await port({ mac_address: '00:11:22:33:44:55' })).status, 201);
    assert.deepEqual(refusal(await port({ mac_address: '00:11:22:33:44:55' })), [
      409,
      'MacAddressInUse',
      `Unable to complete operation for network ${network_id}. The mac address 00:11:22:33:44:55 is in use.`,
    ]);
    assert.deepEqual(refusal(await ask(cloud, 'GET', '/ports/zz')), [
      404,
      'PortNotFound',
      'Port zz could not be found.',
    ]);
  });
});
