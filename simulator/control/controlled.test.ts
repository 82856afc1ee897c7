import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usualStart } from '../clock';
import { Cloud, stable, textAt, version } from '../cloud.test';

const server = { server: { name: 'one', flavorRef: '1', networks: 'none' } };

/** Begins to make a server, and does not wait. */
async function begun(cloud: Cloud): Promise<string> {
  const imageRef = await cloud.image();
  const body = { server: { ...server.server, imageRef } };
  const made = await cloud.granted('POST', '/servers', { headers: version('2.37'), body });
  return textAt(made.json, 'server', 'id');
}

const statusOf = async (cloud: Cloud, id: string) => textAt(await cloud.show(id), 'status');

describe('the control of a cloud', () => {
  it('shows its servers and hosts, and what is under way', async () => {
    const cloud = new Cloud();
    const { control } = cloud.simulator;
    const id = await begun(cloud);
    const [seen] = control.servers();
    const { projectId, ...rest } = seen ?? assert.fail();
    assert.deepEqual(rest, {
      id,
      name: 'one',
      status: 'BUILD',
      vmState: 'building',
      taskState: 'spawning',
      host: 'sim-bfv',
      isVolumeBacked: false,
    });
    assert.match(projectId, /^[0-9a-f]{32}$/);
    assert.deepEqual(control.underWay(), [{ kind: 'build', id, at: usualStart + 1000, polls: null }]);
    assert.deepEqual(
      control.hosts().map(({ name, servers }) => [name, servers]),
      [
        ['sim-bfv', 1],
        ['sim-nobfv', 0],
        ['sim-libvirt', 0],
      ],
    );
    assert.deepEqual(control.cloud(), {
      now: usualStart,
      edition: 'nova-27.0',
      driver: 'libvirt',
      seed: 1,
      departure: null,
      fault: null,
      maxMicroversion: '2.93',
      requests: 3,
    });
  });

  it('moves its clock', async () => {
    const cloud = new Cloud({ start: 0 });
    const { control } = cloud.simulator;
    const id = await begun(cloud);
    control.advance(999);
    assert.equal(await statusOf(cloud, id), 'BUILD');
    control.advance(1);
    assert.equal(await statusOf(cloud, id), 'ACTIVE');
    assert.equal(control.now(), 1000);
    for (const wrong of [-1, 0.5, Number.NaN, 8.64e15, '5' as unknown as number]) {
      assert.throws(() => control.advance(wrong), { name: 'ControlError', message: /^milliseconds: give / });
    }
  });

  it('begins anew, as it began or with another seed', async () => {
    const cloud = new Cloud({ start: 7 });
    const { control } = cloud.simulator;
    const fresh = JSON.stringify(control.save());
    const id = await begun(cloud);
    control.advance(5000);
    control.setTransition('build', 'never');
    control.setTraits('sim-bfv', []);
    control.setDeparture('bfv-needs-trait');
    control.reset();
    assert.equal(JSON.stringify(control.save()), fresh);
    assert.deepEqual([control.requests(), control.servers(), control.now()], [[], [], 7]);
    assert.equal(await begun(cloud), id);
    control.reset({ seed: 2 });
    assert.equal(control.cloud().seed, 2);
    assert.notEqual(await begun(cloud), id);
    control.reset();
    assert.equal(control.cloud().seed, 1);
    assert.throws(() => control.reset({ seed: -1 }), { message: 'seed: give a whole number from 0 on' });
  });

  it('says what a host reports', async () => {
    const cloud = new Cloud();
    const { control } = cloud.simulator;
    const image = await cloud.image(stable);
    const id = await cloud.server({ root: { uuid: image, source_type: 'image' }, zone: 'rescue-bfv' });
    const rescue = () => cloud.act(id, { rescue: { rescue_image_ref: image } }, { headers: version('2.87') });
    control.setTraits('sim-bfv', ['CUSTOM_A', 'CUSTOM_A']);
    assert.deepEqual(control.hosts()[0]?.traits, ['CUSTOM_A']);
    const refused = await rescue();
    assert.equal(refused.status, 400);
    assert.equal(control.requests().at(-1)?.decidedBy, 'bfv-needs-trait');
    assert.ok(!refused.text.includes('bfv-needs-trait'));
    assert.ok(!JSON.stringify(refused.headers).includes('bfv-needs-trait'));
    control.setTraits('sim-bfv', ['COMPUTE_RESCUE_BFV']);
    assert.equal((await rescue()).status, 200);
    assert.throws(() => control.setTraits('none', []), {
      message: 'there is no host none; there are sim-bfv, sim-nobfv, sim-libvirt',
      status: 404,
    });
    for (const wrong of [['lower'], [1], 'COMPUTE_NODE', undefined] as unknown[]) {
      assert.throws(() => control.setTraits('sim-bfv', wrong as []), { message: /^traits: give /, status: 400 });
    }
  });

  it('says when each kind of change ends', async () => {
    const cloud = new Cloud();
    const { control } = cloud.simulator;
    assert.deepEqual(control.transitions().build, { milliseconds: 1000 });
    control.setTransition('build', 'immediately');
    assert.equal(control.transitions().build, 'immediately');
    assert.equal(await statusOf(cloud, await begun(cloud)), 'ACTIVE');
    control.setTransition('build', { polls: 2 });
    assert.deepEqual(control.transitions().build, { polls: 2 });
    const polled = await begun(cloud);
    assert.deepEqual(control.underWay(), [{ kind: 'build', id: polled, at: null, polls: 2 }]);
    control.setTransition('build', 'never');
    assert.equal(control.transitions().build, 'never');
    control.advance(1e9);
    assert.deepEqual(control.underWay(), [{ kind: 'build', id: polled, at: null, polls: null }]);
    control.setTransition('rescue', 'never');
    control.setTransition('build', { milliseconds: 5 });
    control.advance(5);
    assert.equal(await statusOf(cloud, polled), 'ACTIVE');
    control.setTransition('build', 'usual');
    assert.deepEqual(control.transitions().build, { milliseconds: 1000 });
    assert.throws(() => control.setTransition('sleep', 'never'), {
      message: /^there is no transition sleep; there are build, /,
    });
    for (const wrong of [
      'soon',
      null,
      5,
      {},
      { milliseconds: -1 },
      { polls: 1.5 },
      { polls: 1, milliseconds: 1 },
      { hours: 1 },
    ]) {
      assert.throws(() => control.setTransition('build', wrong as 'never'), {
        message: /^when: give usual, immediately, /,
      });
    }
  });

  it('has it break a rule, or get something wrong', async () => {
    const cloud = new Cloud();
    const { control } = cloud.simulator;
    const id = await cloud.server();
    control.setDeparture('rescue-answers-200');
    assert.equal(control.cloud().departure, 'rescue-answers-200');
    assert.equal((await cloud.done(id, { rescue: null })).status, 202);
    control.setDeparture(null);
    await cloud.done(id, { unrescue: null });
    assert.equal((await cloud.done(id, { rescue: null })).status, 200);
    await cloud.done(id, { unrescue: null });
    control.setFault('rescue-answers-202');
    assert.equal(control.cloud().fault, 'rescue-answers-202');
    assert.equal((await cloud.done(id, { rescue: null })).status, 202);
    control.setFault(null);
    await cloud.done(id, { unrescue: null });
    assert.equal((await cloud.done(id, { rescue: null })).status, 200);
    assert.throws(() => control.setFault('none'), { message: /^fault: give one of .*, or null for none$/ });
    for (const wrong of ['no-such-rule', undefined, 5] as unknown[]) {
      assert.throws(() => control.setDeparture(wrong as null), { message: /^departure: give the id of a rule / });
    }
  });

  it('knows what decided each refusal', async () => {
    const cloud = new Cloud({ edition: 'nova-30.0' });
    const { control } = cloud.simulator;
    const id = await cloud.server();
    const decided = async (answer: Promise<{ status: number }>) => {
      const { status } = await answer;
      return `${status} ${control.requests().at(-1)?.decidedBy}`;
    };
    const rescue = (question = {}) => decided(cloud.act(id, { rescue: null }, question));
    assert.equal(await rescue({ as: 'nobody' }), '401 no-token');
    assert.equal(await rescue({ as: 'reader' }), '403 role-refused');
    assert.equal(await rescue({ as: 'other-project' }), '404 other-projects-server');
    assert.equal(await rescue({ headers: version('2.999') }), '406 version-unsupported');
    assert.equal(await rescue({ headers: version('two') }), '400 version-malformed');
    assert.equal(await rescue({ headers: { 'Content-Type': 'text/html' } }), '415 wrong-content-type');
    assert.equal(await decided(cloud.act(id, { rescue: 1 })), '400 rescue-body');
    assert.equal(await decided(cloud.act('none', { rescue: null })), '404 unknown-server');
    assert.equal(await decided(cloud.act(id, { unrescue: null })), '409 unrescue-only-rescued');
    assert.equal(await decided(cloud.act(id, { unrescue: null }, { as: 'reader' })), '403 role-refused');
    assert.equal(await decided(cloud.act(id, { unpause: null })), '409 vm_state');
    await cloud.granted('POST', `/servers/${id}/action`, { body: { rescue: null } });
    assert.equal(await rescue(), '409 busy-server-refused');
    cloud.settle();
    assert.equal(await rescue(), '409 rescuable-states');
    assert.equal(await decided(cloud.act(id, { 'os-stop': null })), '409 rescued-server-restricted');
    assert.equal(await decided(cloud.act(id, { pause: null })), '409 rescued-server-restricted-further');
    assert.equal(await decided(cloud.act(id, { lock: null })), '202 null');
    assert.equal(await decided(cloud.act(id, { unrescue: null })), '409 locked-server-refused');
    assert.equal(control.requests().at(-1)?.action, 'unrescue');
    assert.throws(() => control.requests(-1), { message: 'after: give the number of a request' });
  });
});
