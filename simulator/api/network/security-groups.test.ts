import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt } from '../../cloud.test';
import { asAdmin, ask, asOther, listed, made, refusal } from './asking.test';

const nobody = '00000000-0000-4000-8000-000000000000';
const groups = { path: 'security-groups' };

describe('the security groups', () => {
  it('have from the first look one for the members of the project', async () => {
    const cloud = new Cloud();
    const { json } = await ask(cloud, 'GET', '/security-groups');
    const group = at(json, 'security_groups', 0);
    const id = at(group, 'id');
    assert.deepEqual([at(group, 'name'), at(group, 'description')], ['default', 'Default security group']);
    const rules = at(group, 'security_group_rules') as Record<string, unknown>[];
    assert.deepEqual(
      rules.map(({ direction, ethertype, remote_group_id }) => [direction, ethertype, remote_group_id]),
      [
        ['egress', 'IPv4', null],
        ['egress', 'IPv6', null],
        ['ingress', 'IPv4', id],
        ['ingress', 'IPv6', id],
      ],
    );
    assert.equal((await listed(cloud, 'security-group-rules', 'id')).length, 4);
    assert.notDeepEqual(await listed(cloud, 'security-groups', 'id', asOther), [id]);
    assert.equal((await listed(cloud, 'security-groups?shared=false', 'id', asAdmin)).length, 3);
  });

  it('are made, changed and deleted', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'security_group', { name: 'web', description: 'for the web' }, groups);
    const changed = await ask(cloud, 'PUT', `/security-groups/${id}`, {
      security_group: { name: 'net', stateful: false },
    });
    assert.deepEqual(
      ['name', 'description', 'stateful'].map((key) => at(changed.json, 'security_group', key)),
      ['net', 'for the web', false],
    );
    assert.deepEqual(await listed(cloud, 'security-groups?name=net&stateful=false', 'id'), [id]);
    assert.equal((await ask(cloud, 'DELETE', `/security-groups/${id}`)).status, 204);
    assert.equal((await listed(cloud, 'security-group-rules', 'id')).length, 4);
  });

  it('called default are the project’s own', async () => {
    const cloud = new Cloud();
    const refused = [409, 'SecurityGroupDefaultAlreadyExists', 'Default security group already exists.'];
    assert.deepEqual(
      refusal(await ask(cloud, 'POST', '/security-groups', { security_group: { name: 'Default' } })),
      refused,
    );
    const [id] = await listed(cloud, 'security-groups', 'id');
    assert.deepEqual(
      refusal(await ask(cloud, 'PUT', `/security-groups/${id}`, { security_group: { name: 'other' } })),
      [409, 'SecurityGroupCannotUpdateDefault', 'Updating default security group not allowed.'],
    );
    assert.deepEqual(refusal(await ask(cloud, 'DELETE', `/security-groups/${id}`)), [
      409,
      'SecurityGroupCannotRemoveDefault',
      'Insufficient rights for removing default security group.',
    ]);
    assert.equal((await ask(cloud, 'DELETE', `/security-groups/${id}`, undefined, asAdmin)).status, 204);
    assert.notDeepEqual(await listed(cloud, 'security-groups', 'id'), [id]);
  });

  it('that ports are in can be neither deleted nor made stateless', async () => {
    const cloud = new Cloud();
    const id = await made(cloud, 'security_group', { name: 'web', stateful: true }, groups);
    const [network_id] = await listed(cloud, 'networks', 'id');
    await made(cloud, 'port', { network_id, security_groups: [id] });
    const refused = [409, 'SecurityGroupInUse', `Security Group ${id} in use.`];
    assert.deepEqual(refusal(await ask(cloud, 'DELETE', `/security-groups/${id}`)), refused);
    const change = (stateful: boolean) => ask(cloud, 'PUT', `/security-groups/${id}`, { security_group: { stateful } });
    assert.deepEqual(refusal(await change(false)), refused);
    assert.equal((await change(true)).status, 200);
  });
});

describe('the rules of security groups', () => {
  const rule = async (cloud: Cloud, fields: object) => {
    const [security_group_id] = await listed(cloud, 'security-groups', 'id');
    return ask(cloud, 'POST', '/security-group-rules', {
      security_group_rule: { security_group_id, direction: 'ingress', ...fields },
    });
  };

  it('are made, shown and deleted', async () => {
    const cloud = new Cloud();
    const ssh = { protocol: 'TCP', port_range_min: '22', port_range_max: 22, remote_ip_prefix: '10.0.0.7/8' };
    const { json } = await rule(cloud, ssh);
    assert.deepEqual(
      ['protocol', 'port_range_min', 'ethertype', 'remote_ip_prefix', 'normalized_cidr', 'revision_number'].map((key) =>
        at(json, 'security_group_rule', key),
      ),
      ['tcp', 22, 'IPv4', '10.0.0.0/8', '10.0.0.0/8', 0],
    );
    const id = textAt(json, 'security_group_rule', 'id');
    assert.deepEqual(refusal(await rule(cloud, ssh)), [
      409,
      'SecurityGroupRuleExists',
      `Security group rule already exists. Rule id is ${id}.`,
    ]);
    assert.deepEqual(await listed(cloud, `security-group-rules?protocol=tcp`, 'id'), [id]);
    assert.equal((await ask(cloud, 'DELETE', `/security-group-rules/${id}`)).status, 204);
    assert.deepEqual(refusal(await ask(cloud, 'GET', `/security-group-rules/${id}`)), [
      404,
      'SecurityGroupRuleNotFound',
      `Security group rule ${id} does not exist`,
    ]);
    assert.deepEqual(refusal(await ask(cloud, 'PUT', `/security-group-rules/${id}`, {})).slice(0, 2), [
      405,
      'HTTPMethodNotAllowed',
    ]);
  });

  it('from everywhere are the same, however that is written', async () => {
    const cloud = new Cloud();
    const tcp = { protocol: 'tcp', port_range_min: 1, port_range_max: 2 };
    assert.equal((await rule(cloud, { ...tcp, remote_ip_prefix: '' })).status, 201);
    assert.equal((await rule(cloud, { ...tcp, remote_ip_prefix: '0.0.0.0/0' })).status, 409);
    assert.equal((await rule(cloud, { ...tcp, remote_ip_prefix: '10.0.0.1' })).status, 201);
  });

  it('may name any protocol, and ports or kinds where that has them', async () => {
    for (const fields of [
      { protocol: 'icmp', port_range_min: 8 },
      { protocol: '58', ethertype: 'ipv6', port_range_min: 8, port_range_max: 0 },
      { protocol: 47 },
      { protocol: 'udp', port_range_min: 53, port_range_max: 53, direction: 'egress' },
      { remote_ip_prefix: 'fd00::/8', ethertype: 'IPv6' },
    ]) {
      const { status, text } = await rule(new Cloud(), fields);
      assert.equal(status, 201, text);
    }
    const cloud = new Cloud();
    const [remote_group_id] = await listed(cloud, 'security-groups', 'id');
    assert.equal((await rule(cloud, { remote_group_id, protocol: 'tcp' })).status, 201);
  });

  it('are refused where they make no sense, as Neutron words it', async () => {
    for (const [fields, type, message] of [
      [{ security_group_id: undefined }, 'HTTPBadRequest', /Required attribute 'security_group_id' not specified$/],
      [{ direction: 'up' }, 'HTTPBadRequest', /^Invalid input for direction. Reason: up is not in valid_values.$/],
      [{ remote_group_id: 'x' }, 'HTTPBadRequest', /'x' is not a valid UUID/],
      [{ protocol: 'foo' }, 'SecurityGroupRuleInvalidProtocol', /^Security group rule protocol foo not supported/],
      [{ protocol: 256 }, 'SecurityGroupRuleInvalidProtocol', /representations \[0 to 255\] are supported.$/],
      [{ ethertype: 'IPv5' }, 'SecurityGroupRuleInvalidEtherType', /ethertype 'IPv5' not supported/],
      [{ port_range_min: 'x' }, 'SecurityGroupInvalidPortValue', /^Invalid value for port x$/],
      [{ port_range_min: true }, 'SecurityGroupInvalidPortValue', /^Invalid value for port true$/],
      [{ port_range_min: 22 }, 'SecurityGroupProtocolRequiredWithPorts', /^Must also specify protocol/],
      [{ protocol: 'tcp', port_range_min: 0 }, 'SecurityGroupInvalidPortValue', /^Invalid value for port 0$/],
      [{ protocol: 'tcp', port_range_max: 0 }, 'SecurityGroupInvalidPortValue', /^Invalid value for port 0$/],
      [{ protocol: 'tcp', port_range_min: 22 }, 'SecurityGroupInvalidPortRange', /must be <= port_range_max$/],
      [{ protocol: 'tcp', port_range_max: 22 }, 'SecurityGroupInvalidPortRange', /must be <= port_range_max$/],
      [
        { protocol: 'tcp', port_range_min: 2, port_range_max: 1 },
        'SecurityGroupInvalidPortRange',
        /must be <= port_range_max$/,
      ],
      [
        { protocol: 'icmp', port_range_min: 256 },
        'SecurityGroupInvalidIcmpValue',
        /^Invalid value for ICMP type \(port_range_min\) 256. It must be 0 to 255.$/,
      ],
      [{ protocol: 'icmp', port_range_max: 3 }, 'SecurityGroupMissingIcmpType', /^ICMP code \(port-range-max\) 3/],
      [{ protocol: 'gre', port_range_min: 3 }, 'SecurityGroupInvalidProtocolForPort', /for protocol 47/],
      [{ remote_ip_prefix: 'x' }, 'InvalidCIDR', /^Invalid CIDR x given as IP prefix.$/],
      [{ remote_ip_prefix: 'fd00::/8' }, 'SecurityGroupRuleParameterConflict', /^Conflicting value ethertype IPv4/],
      [{ protocol: 'icmpv6' }, 'SecurityGroupEthertypeConflictWithProtocol', /^Invalid ethertype IPv4/],
      [
        { remote_ip_prefix: '10.0.0.0/8', remote_group_id: nobody },
        'SecurityGroupMultipleRemoteEntites',
        /^Only one of remote_ip_prefix/,
      ],
    ] as const) {
      const [status, ...said] = refusal(await rule(new Cloud(), fields));
      assert.deepEqual([status, said[0]], [400, type]);
      assert.match(String(said[1]), message);
    }
    for (const key of ['security_group_id', 'remote_group_id']) {
      const refused = [404, 'SecurityGroupNotFound', `Security group ${nobody} does not exist`];
      assert.deepEqual(refusal(await rule(new Cloud(), { [key]: nobody })), refused);
    }
  });
});
