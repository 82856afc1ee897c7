import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const path = '/os-security-groups';
const make = (cloud: Cloud, group: object) => cloud.ask('POST', path, { body: { security_group: group } });

describe('security groups through Nova', () => {
  it('are those of Neutron, as far as they say what may reach a server, up to 2.35', async () => {
    const cloud = new Cloud();
    const made = await make(cloud, { name: 'web', description: 'for a test' });
    const id = textAt(made.json, 'security_group', 'id');
    const tenant_id = textAt(made.json, 'security_group', 'tenant_id');
    const group = { id, description: 'for a test', name: 'web', tenant_id, rules: [] };
    assert.deepEqual([made.status, made.json], [200, { security_group: group }]);
    const rule = async (wish: object) => {
      const body = { security_group_rule: { security_group_id: id, direction: 'ingress', ...wish } };
      const answer = await cloud.granted('POST', '/v2.0/security-group-rules', { service: 'network', body });
      return textAt(answer.json, 'security_group_rule', 'id');
    };
    const ids = [
      await rule({ protocol: 'tcp', port_range_min: 80, port_range_max: 81 }),
      await rule({ protocol: 'udp', remote_ip_prefix: '10.0.0.0/8' }),
      await rule({ protocol: 'icmp' }),
      await rule({ ethertype: 'IPv6' }),
    ];
    const shown = await cloud.granted('GET', `${path}/${id}`);
    const common = { parent_group_id: id, group: {} };
    assert.deepEqual(at(shown.json, 'security_group', 'rules'), [
      { id: ids[0], ...common, ip_protocol: 'tcp', from_port: 80, to_port: 81, ip_range: { cidr: '0.0.0.0/0' } },
      { id: ids[1], ...common, ip_protocol: 'udp', from_port: 1, to_port: 65535, ip_range: { cidr: '10.0.0.0/8' } },
      { id: ids[2], ...common, ip_protocol: 'icmp', from_port: -1, to_port: -1, ip_range: { cidr: '0.0.0.0/0' } },
      { id: ids[3], ...common, ip_protocol: null, from_port: null, to_port: null, ip_range: { cidr: '::/0' } },
    ]);
    const list = await cloud.granted('GET', path);
    assert.deepEqual(
      (at(list.json, 'security_groups') as readonly object[]).map((one) => [
        textAt(one, 'name'),
        at(one, 'rules', 0, 'group', 'name'),
      ]),
      [
        ['web', undefined],
        ['default', 'default'],
      ],
    );
    assert.equal((await cloud.ask('GET', path, { headers: version('2.36') })).status, 404);
    assert.equal((await cloud.ask('DELETE', `${path}/${id}`, { as: 'other-project' })).status, 404);
    assert.equal((await cloud.ask('DELETE', `${path}/${id}`)).status, 202);
    assert.equal((await cloud.ask('GET', `${path}/${id}`)).status, 404);
  });

  it('are refused as Nova does', async () => {
    const cloud = new Cloud();
    const why = async (body: object) => {
      const { status, json } = await cloud.ask('POST', path, { body });
      return [status, textAt(Object.values(json as object)[0], 'message')];
    };
    const group = (fields: object) => ({ security_group: fields });
    assert.deepEqual(await why({}), [400, "The request body can't be empty"]);
    assert.deepEqual(await why(group({})), [400, 'name is not a string or unicode']);
    assert.deepEqual(await why(group({ name: 'x' })), [400, 'description is not a string or unicode']);
    assert.deepEqual(await why(group({ name: 'x'.repeat(256), description: '' })), [
      400,
      'name has 256 characters, more than 255.',
    ]);
    const taken = group({ name: 'default', description: 'x' });
    assert.deepEqual(await why(taken), [403, 'Default security group already exists.']);
    assert.equal((await cloud.ask('GET', `${path}/none`)).status, 400);
    assert.equal((await cloud.ask('POST', path, { body: 'null' })).status, 400);
    const list = await cloud.granted('GET', path);
    const own = textAt(list.json, 'security_groups', 0, 'id');
    assert.equal((await cloud.ask('DELETE', `${path}/${own}`)).status, 409);
  });
});
