import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, stable, textAt, version } from '../cloud.test';

/** What Nova 26.2 showed of a server's actions, to its owner and to an admin. Values that are new each time are left out. */
async function eventOf(cloud: Cloud, server: string, as: 'owner' | 'admin', microversion: string): Promise<unknown> {
  const headers = version(microversion);
  const list = await cloud.granted('GET', `/servers/${server}/os-instance-actions`, { as, headers });
  const id = textAt(list.json, 'instanceActions', 0, 'request_id');
  const shown = await cloud.granted('GET', `/servers/${server}/os-instance-actions/${id}`, { as, headers });
  return at(shown.json, 'instanceAction', 'events', 0);
}

const keys = (value: unknown) => Object.keys(value as object);

describe('instance actions', () => {
  it('are listed newest first, by owner and project, with updated_at from 2.58', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const rescue = await cloud.done(server, { rescue: null });
    await cloud.done(server, { unrescue: null });
    const list = async (microversion: string) =>
      at(
        (await cloud.ask('GET', `/servers/${server}/os-instance-actions`, { headers: version(microversion) })).json,
        'instanceActions',
      ) as readonly Record<string, unknown>[];
    const actions = await list('2.84');
    assert.deepEqual(
      actions.map(({ action, message }) => [action, message]),
      [
        ['unrescue', null],
        ['rescue', null],
        ['create', null],
      ],
    );
    assert.equal(actions[1]?.request_id, rescue.headers['x-openstack-request-id']);
    assert.equal(rescue.headers['x-compute-request-id'], rescue.headers['x-openstack-request-id']);
    assert.match(String(actions[1]?.start_time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000$/);
    const common = ['action', 'instance_uuid', 'request_id', 'user_id', 'project_id', 'start_time', 'message'];
    assert.deepEqual(keys(actions[0]), [...common, 'updated_at']);
    assert.deepEqual(keys((await list('2.57'))[0]), common);
  });

  it('show a success to its owner in the events, from 2.51', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    assert.equal(await eventOf(cloud, server, 'owner', '2.50'), undefined);
    const common = ['event', 'start_time', 'finish_time', 'result'];
    assert.deepEqual(keys(await eventOf(cloud, server, 'owner', '2.61')), common);
    const event = await eventOf(cloud, server, 'owner', '2.84');
    assert.deepEqual(keys(event), [...common, 'hostId']);
    assert.equal(at(event, 'event'), 'compute_rescue_instance');
    assert.equal(at(event, 'result'), 'Success');
    assert.equal(at(event, 'hostId'), at(await cloud.show(server), 'hostId'));
  });

  it('show a failure and its details to an admin alone', async () => {
    const cloud = new Cloud();
    const image = await cloud.image(stable);
    const server = await cloud.server({ zone: 'rescue-bfv', root: { source_type: 'image', uuid: image } });
    await cloud.done(server, { rescue: null }, { headers: version('2.87') });
    const forOwner = await eventOf(cloud, server, 'owner', '2.84');
    assert.deepEqual(keys(forOwner), ['event', 'start_time', 'finish_time', 'result', 'hostId']);
    assert.equal(at(forOwner, 'result'), 'Error');
    const forAdmin = await eventOf(cloud, server, 'admin', '2.84');
    assert.equal(at(forAdmin, 'details'), 'Image  could not be found.');
    assert.equal(at(forAdmin, 'host'), 'sim-bfv');
    assert.notEqual(at(forAdmin, 'traceback'), null);
    assert.deepEqual(keys(await eventOf(cloud, server, 'admin', '2.1')), [
      'event',
      'start_time',
      'finish_time',
      'result',
      'traceback',
    ]);
    assert.equal(at(await cloud.show(server), 'fault'), undefined);
  });

  it('leave a fault behind where a rescue fails on the host, which is shown when the server is in ERROR', async () => {
    const cloud = new Cloud();
    const image = await cloud.image(stable);
    const server = await cloud.server({ zone: 'rescue-bfv', root: { source_type: 'image', uuid: image } });
    const faultAfter = async (state: string) => {
      await cloud.done(server, { 'os-resetState': { state } }, { as: 'admin' });
      const fault = at(await cloud.show(server), 'fault');
      return fault && [at(fault, 'code'), at(fault, 'message')];
    };
    assert.equal(await faultAfter('error'), undefined);
    assert.equal(await faultAfter('active'), undefined);
    await cloud.done(server, { rescue: null }, { headers: version('2.87') });
    assert.equal(at(await cloud.show(server), 'fault'), undefined);
    assert.deepEqual(await faultAfter('error'), [404, 'Image  could not be found.']);
    assert.equal(await faultAfter('active'), undefined);
  });

  it('show nothing of what went well in the details', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    const event = await eventOf(cloud, server, 'admin', '2.84');
    assert.deepEqual([at(event, 'details'), at(event, 'traceback')], [null, null]);
  });

  it('hold none for a rescue that was refused', async () => {
    const cloud = new Cloud();
    const server = await cloud.server({ root: { source_type: 'blank' } });
    assert.equal((await cloud.act(server, { rescue: null })).status, 400);
    const { json } = await cloud.ask('GET', `/servers/${server}/os-instance-actions`);
    assert.equal((at(json, 'instanceActions') as readonly unknown[]).length, 1);
  });

  it('answer 404 for a request that is none of theirs', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    const answer = await cloud.ask('GET', `/servers/${server}/os-instance-actions/req-1`);
    assert.deepEqual(answer.json, { itemNotFound: { code: 404, message: 'Action req-1 not found' } });
  });
});
