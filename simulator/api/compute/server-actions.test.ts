import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const statusOf = async (cloud: Cloud, server: string) => at(await cloud.show(server), 'status');

describe('actions on a server', () => {
  it('stop and start it, pause and resume it, and reboot it', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    for (const [body, status] of [
      [{ 'os-stop': null }, 'SHUTOFF'],
      [{ 'os-start': null }, 'ACTIVE'],
      [{ pause: null }, 'PAUSED'],
      [{ unpause: null }, 'ACTIVE'],
      [{ suspend: null }, 'SUSPENDED'],
      [{ resume: null }, 'ACTIVE'],
      [{ reboot: { type: 'Soft' } }, 'ACTIVE'],
      [{ 'os-stop': null }, 'SHUTOFF'],
      [{ reboot: { type: 'hard' } }, 'ACTIVE'],
    ] as const) {
      assert.equal((await cloud.done(server, body)).status, 202);
      assert.equal(await statusOf(cloud, server), status);
    }
  });

  it('say what a reboot may be', async () => {
    const cloud = new Cloud();
    const answer = await cloud.act(await cloud.server(), { reboot: { type: 'warm' } });
    assert.equal(
      at(answer.json, 'badRequest', 'message'),
      "Invalid input for field/attribute type. Value: warm. 'warm' is not one of ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']",
    );
  });

  it('say which of them are not simulated, where Nova would take them', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    for (const name of ['shelve', 'createBackup', 'trigger_crash_dump']) {
      const answer = await cloud.act(server, { [name]: {} });
      const message = `not simulated: the action ${name}`;
      assert.deepEqual([answer.status, answer.json], [501, { notImplemented: { code: 501, message } }]);
    }
    assert.equal(await statusOf(cloud, server), 'ACTIVE');
  });

  it('are refused in RESCUE, those too that no test of ours has observed', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.done(server, { rescue: null });
    for (const [name, word] of [
      ['os-start', 'start'],
      ['unpause', 'unpause'],
      ['resume', 'resume'],
      ['confirmResize', 'confirmResize'],
      ['revertResize', 'revertResize'],
      ['shelveOffload', 'shelveOffload'],
      ['unshelve', 'unshelve'],
      ['createBackup', 'createBackup'],
      ['migrate', 'migrate'],
      ['os-migrateLive', 'os-migrateLive'],
      ['restore', 'restore'],
    ] as const) {
      const answer = await cloud.act(server, { [name]: null }, { as: 'admin' });
      const message = `Cannot '${word}' instance ${server} while it is in vm_state rescued`;
      assert.deepEqual(answer.json, { conflictingRequest: { code: 409, message } });
    }
  });

  it('are refused while another is under way, and to a server that never ran', async () => {
    const cloud = new Cloud();
    const busy = await cloud.server();
    await cloud.act(busy, { rescue: null });
    assert.match((await cloud.act(busy, { pause: null })).text, /while it is in task_state rescuing/);

    const failed = await cloud.server({ flavor: '3', root: { source_type: 'blank' } });
    assert.equal(await statusOf(cloud, failed), 'ERROR');
    assert.match((await cloud.act(failed, { 'os-stop': null })).text, /is in an invalid state for 'stop'/);
    assert.match((await cloud.act(failed, { rescue: null })).text, /is in an invalid state for 'rescue'/);
  });

  it('are kept off by a lock, but for copies', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.done(server, { lock: null });
    assert.equal((await cloud.act(server, { pause: null })).status, 409);
    await cloud.done(server, { pause: null }, { as: 'admin' });
    assert.equal((await cloud.act(server, { createImage: { name: 'x' } })).status, 202);
  });
});

describe('the lock', () => {
  const isLocked = async (cloud: Cloud, server: string) => at(await cloud.show(server, version('2.9')), 'locked');

  it('is its owner’s to put on and to take off', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    for (const [action, locked] of [
      ['lock', true],
      ['lock', true],
      ['unlock', false],
      ['unlock', false],
    ] as const) {
      assert.equal((await cloud.act(server, { [action]: null })).status, 202);
      assert.equal(await isLocked(cloud, server), locked);
    }
  });

  it('of an admin stays on whatever the owner does, and is the admin’s to take off', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    await cloud.done(server, { lock: null });
    await cloud.done(server, { lock: null }, { as: 'admin' });
    await cloud.done(server, { lock: null });
    const refused = await cloud.act(server, { unlock: null });
    const message = "Policy doesn't allow os_compute_api:os-lock-server:unlock:unlock_override to be performed.";
    assert.deepEqual(refused.json, { forbidden: { code: 403, message } });
    assert.equal((await cloud.act(server, { unlock: null }, { as: 'admin' })).status, 202);
    assert.equal(await isLocked(cloud, server), false);
  });
});

describe('os-resetState', () => {
  it('is for admins, and for two states', async () => {
    const cloud = new Cloud();
    const server = await cloud.server();
    assert.equal((await cloud.act(server, { 'os-resetState': { state: 'error' } })).status, 403);
    const wrong = await cloud.act(server, { 'os-resetState': { state: 'paused' } }, { as: 'admin' });
    assert.match(wrong.text, /'paused' is not one of \['active', 'error'\]/);
    for (const [state, status] of [
      ['error', 'ERROR'],
      ['active', 'ACTIVE'],
    ] as const) {
      await cloud.done(server, { 'os-resetState': { state } }, { as: 'admin' });
      assert.equal(await statusOf(cloud, server), status);
    }
  });
});

describe('the console', () => {
  const console = async (cloud: Cloud, server: string) =>
    textAt(
      (await cloud.granted('POST', `/servers/${server}/action`, { body: { 'os-getConsoleOutput': {} } })).json,
      'output',
    );

  it('of the fake driver says the same of every guest', async () => {
    const cloud = new Cloud({ driver: 'fake' });
    assert.match(await console(cloud, await cloud.server()), /^FAKE CONSOLE OUTPUT/);
  });

  it('of libvirt says what the guest was booted from, and what it finds beside that', async () => {
    const disk = (marker: string) => {
      const data = Buffer.alloc(512);
      data.write(`nova-rescue ${marker}`, 0x100);
      return data;
    };
    const cloud = new Cloud({ driver: 'libvirt' });
    const own = await cloud.image({}, disk('own'));
    const rescue = await cloud.image({}, disk('rescue'));
    const server = await cloud.server({ image: own, zone: 'libvirt' });
    const before = await console(cloud, server);
    assert.match(before, /^boot: nova-rescue own\r\n/);
    await cloud.done(server, { rescue: { rescue_image_ref: rescue } });
    const during = await console(cloud, server);
    assert.match(during, /^boot: nova-rescue rescue\r\n/);
    assert.match(during, /disk: nova-rescue own\r\n/);
    await cloud.done(server, { unrescue: null });
    assert.equal(await console(cloud, server), before);
  });
});
