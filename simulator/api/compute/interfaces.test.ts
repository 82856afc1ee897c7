import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';
import { ask, listed, made } from '../network/asking.test';

const nobody = '00000000-0000-4000-8000-000000000001';

const attach = (cloud: Cloud, id: string, interfaceAttachment: object = {}, headers = {}) =>
  cloud.ask('POST', `/servers/${id}/os-interface`, { body: { interfaceAttachment }, headers });

/** What a refusal says, behind its status. */
const said = ({ status, json }: { status: number; json: unknown }) => {
  const [fault] = Object.values(json as Record<string, { message: string }>);
  return [status, fault?.message];
};

const interfaces = async (cloud: Cloud, id: string) =>
  at((await cloud.granted('GET', `/servers/${id}/os-interface`)).json, 'interfaceAttachments') as object[];

const newest = async (cloud: Cloud, id: string) => {
  const { json } = await cloud.granted('GET', `/servers/${id}/os-instance-actions`);
  return [at(json, 'instanceActions', 0, 'action'), at(json, 'instanceActions', 0, 'message')];
};

describe('the interfaces of a server', () => {
  it('are attached, listed, shown and detached', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    assert.deepEqual(await interfaces(cloud, id), []);
    const attached = await attach(cloud, id, { tag: 'nic' }, version('2.70'));
    const port = textAt(attached.json, 'interfaceAttachment', 'port_id');
    const [net_id] = await listed(cloud, 'networks', 'id');
    const [subnet_id] = await listed(cloud, 'subnets', 'id');
    const shown = {
      net_id,
      port_id: port,
      mac_addr: 'fa:16:3e:00:00:01',
      port_state: 'ACTIVE',
      fixed_ips: [{ subnet_id, ip_address: '10.250.0.2' }],
    };
    assert.deepEqual(at(attached.json, 'interfaceAttachment'), { ...shown, tag: null });
    assert.deepEqual(await interfaces(cloud, id), [shown]);
    const one = await cloud.granted('GET', `/servers/${id}/os-interface/${port}`);
    assert.deepEqual(one.json, { interfaceAttachment: shown });
    assert.deepEqual(await newest(cloud, id), ['attach_interface', null]);
    assert.equal((await cloud.ask('DELETE', `/servers/${id}/os-interface/${port}`)).status, 202);
    assert.deepEqual(await newest(cloud, id), ['detach_interface', null]);
    assert.deepEqual([await interfaces(cloud, id), await listed(cloud, 'ports', 'id')], [[], []]);
  });

  it('may be a port that was there before, which then stays', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const [network_id] = await listed(cloud, 'networks', 'id');
    const port = await made(cloud, 'port', { network_id });
    assert.equal((await attach(cloud, id, { port_id: port }, version('2.49'))).status, 200);
    assert.deepEqual(said(await attach(cloud, id, { port_id: port })), [409, `Port ${port} is still in use.`]);
    await cloud.granted('DELETE', `/servers/${id}/os-interface/${port}`);
    assert.deepEqual(await listed(cloud, 'ports', 'device_id'), ['']);
    const second = await made(cloud, 'port', { network_id });
    for (const one of [port, second]) await attach(cloud, id, { port_id: one });
    await cloud.granted('DELETE', `/servers/${id}/os-interface/${port}`);
    assert.deepEqual(await listed(cloud, `ports?device_id=${id}`, 'id'), [second]);
  });

  it('may have an address of one’s choice, on a network of one’s choice', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const network_id = await made(cloud, 'network', { name: 'mine' });
    await made(cloud, 'subnet', { network_id, ip_version: 4, cidr: '10.0.0.0/30', gateway_ip: null });
    const wish = { net_id: network_id, fixed_ips: [{ ip_address: '10.0.0.2' }] };
    const { json } = await attach(cloud, id, wish);
    assert.equal(at(json, 'interfaceAttachment', 'fixed_ips', 0, 'ip_address'), '10.0.0.2');
    assert.equal((await attach(cloud, id, { net_id: network_id })).status, 200);
    assert.deepEqual(said(await attach(cloud, id, wish)), [
      400,
      `Fixed IP address 10.0.0.2 is already in use on instance ${id}.`,
    ]);
    const failed = said(await attach(cloud, id, { net_id: network_id }));
    assert.deepEqual(failed, [500, `Failed to attach network adapter device to ${id}`]);
    assert.deepEqual(await newest(cloud, id), ['attach_interface', 'Error']);
    assert.match(String(said(await attach(cloud, id))[1]), /^Multiple possible networks found/);
  });

  it('are refused as Nova words it', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    for (const [wish, status, message] of [
      [{ net_id: nobody, port_id: nobody }, 400, 'Must not input both network_id and port_id'],
      [{ fixed_ips: [{ ip_address: '10.0.0.2' }] }, 400, 'Must input network_id when request IP address'],
      [{ net_id: nobody }, 404, `Network ${nobody} could not be found.`],
      [{ port_id: nobody }, 404, `Port id ${nobody} could not be found.`],
    ] as const) {
      assert.deepEqual(said(await attach(cloud, id, wish)), [status, message]);
    }
    const other = await made(cloud, 'port', { network_id: (await listed(cloud, 'networks', 'id'))[0] });
    for (const [port, message] of [
      [nobody, `Port id ${nobody} could not be found.`],
      [other, `Instance ${id} does not have a port with id ${other}`],
    ] as const) {
      assert.deepEqual(said(await cloud.ask('GET', `/servers/${id}/os-interface/${port}`)), [404, message]);
    }
    assert.equal((await cloud.ask('DELETE', `/servers/${id}/os-interface/${nobody}`)).status, 202);
    assert.deepEqual(await newest(cloud, id), ['detach_interface', 'Error']);
  });

  it('cannot be attached where there is no network', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const [network_id] = await listed(cloud, 'networks', 'id');
    await cloud.granted('DELETE', `/v2.0/networks/${network_id}`, { service: 'network', as: 'admin' });
    const [status, message] = said(await attach(cloud, id));
    assert.equal(status, 400);
    assert.match(
      String(message),
      /^No specific network was requested and none are available for project '[0-9a-f]{32}'.$/,
    );
    assert.equal((await ask(cloud, 'GET', '/subnets')).text, '{"subnets":[]}');
  });

  it('cannot be changed in RESCUE', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    await cloud.done(id, { rescue: null });
    for (const [method, path, action] of [
      ['POST', '/os-interface', 'attach_interface'],
      ['DELETE', `/os-interface/${nobody}`, 'detach_interface'],
    ] as const) {
      const answer = await cloud.ask(method, `/servers/${id}${path}`);
      assert.deepEqual(said(answer), [409, `Cannot '${action}' instance ${id} while it is in vm_state rescued`]);
    }
  });
});
