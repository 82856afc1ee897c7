import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud, textAt, version } from '../../cloud.test';

const state = async (cloud: Cloud, id: string) => {
  const shown = await cloud.show(id);
  return ['status', 'OS-EXT-STS:vm_state', 'OS-EXT-STS:task_state'].map((key) => String(at(shown, key))).join(' ');
};

/** The newest action, with its events. */
async function newest(cloud: Cloud, id: string) {
  const path = `/servers/${id}/os-instance-actions`;
  const { json } = await cloud.granted('GET', path);
  const request = textAt(json, 'instanceActions', 0, 'request_id');
  const shown = await cloud.granted('GET', `${path}/${request}`, { headers: version('2.84'), as: 'admin' });
  const action = at(shown.json, 'instanceAction');
  const events = (at(action, 'events') as readonly object[]).map(
    (event) => `${at(event, 'event')} ${at(event, 'result')}`,
  );
  return { action: at(action, 'action'), message: at(action, 'message'), events };
}

const message = (json: unknown) => Object.values(json as Record<string, { message: string }>)[0]?.message;

describe('an action that changes the state', () => {
  it('is seen as a task first, done when its time has come, and then an action with its event', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    for (const [body, during, after, action, event] of [
      [{ pause: null }, 'ACTIVE active pausing', 'PAUSED paused null', 'pause', 'compute_pause_instance'],
      [{ unpause: null }, 'PAUSED paused unpausing', 'ACTIVE active null', 'unpause', 'compute_unpause_instance'],
      [
        { suspend: null },
        'ACTIVE active suspending',
        'SUSPENDED suspended null',
        'suspend',
        'compute_suspend_instance',
      ],
      [{ resume: null }, 'SUSPENDED suspended resuming', 'ACTIVE active null', 'resume', 'compute_resume_instance'],
      [
        { reboot: { type: 'SOFT' } },
        'REBOOT active rebooting',
        'ACTIVE active null',
        'reboot',
        'compute_reboot_instance',
      ],
      [{ 'os-stop': null }, 'ACTIVE active powering-off', 'SHUTOFF stopped null', 'stop', 'compute_stop_instance'],
      [{ 'os-start': null }, 'SHUTOFF stopped powering-on', 'ACTIVE active null', 'start', 'compute_start_instance'],
      [
        { reboot: { type: 'HARD' } },
        'HARD_REBOOT active rebooting_hard',
        'ACTIVE active null',
        'reboot',
        'compute_reboot_instance',
      ],
      [
        { changePassword: { adminPass: 'x' } },
        'PASSWORD active updating_password',
        'ACTIVE active null',
        'changePassword',
        'compute_set_admin_password',
      ],
    ] as const) {
      assert.equal((await cloud.act(id, body)).status, 202);
      assert.equal(await state(cloud, id), during);
      assert.deepEqual(await newest(cloud, id), { action, message: null, events: [] });
      cloud.settle();
      assert.equal(await state(cloud, id), after);
      assert.deepEqual(await newest(cloud, id), { action, message: null, events: [`${event} Success`] });
    }
  });

  it('lets go of a server that is gone by then', async () => {
    const cloud = new Cloud();
    cloud.simulator.control.setTransition('delete', 'immediately');
    const image = await cloud.image();
    for (const [before, body] of [
      [undefined, { pause: null }],
      [undefined, { rebuild: { imageRef: image } }],
      [undefined, { resize: { flavorRef: '2' } }],
      [{ resize: { flavorRef: '2' } }, { confirmResize: null }],
      [{ resize: { flavorRef: '2' } }, { revertResize: null }],
      [undefined, { changePassword: { adminPass: 'x' } }],
    ] as const) {
      const id = await cloud.server({ image });
      if (before) await cloud.done(id, before);
      assert.ok((await cloud.act(id, body)).status < 300);
      await cloud.granted('DELETE', `/servers/${id}`);
      cloud.settle();
      assert.equal((await cloud.ask('GET', `/servers/${id}`)).status, 404);
    }
  });

  it('shows in the power of the guest, but under Nova’s fake driver', async () => {
    const cloud = new Cloud();
    for (const [zone, ...powers] of [
      ['libvirt', 3, 1, 4],
      ['rescue-bfv', 1, 1, 1],
    ] as const) {
      const id = await cloud.server({ zone });
      const seen: unknown[] = [];
      for (const action of ['pause', 'unpause', 'suspend']) {
        await cloud.done(id, { [action]: null });
        seen.push(at(await cloud.show(id), 'OS-EXT-STS:power_state'));
      }
      assert.deepEqual(seen, powers, zone);
    }
  });

  it('may fail, which leaves the server as it was', async () => {
    const cloud = new Cloud();
    const id = await cloud.server({ zone: 'libvirt' });
    await cloud.done(id, { changePassword: { adminPass: 'x' } });
    assert.equal(await state(cloud, id), 'ACTIVE active null');
    const events = ['compute_set_admin_password Error'];
    assert.deepEqual(await newest(cloud, id), { action: 'changePassword', message: 'Error', events });
    await cloud.done(id, { lock: null });
    assert.equal((await cloud.act(id, { changePassword: { adminPass: 'x' } })).status, 409);
  });
});

describe('a resize', () => {
  it('waits to be confirmed or reverted', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const flavor = async () => at(await cloud.show(id), 'flavor', 'id');
    for (const [ending, status, kept] of [
      [{ revertResize: null }, 202, '1'],
      [{ confirmResize: null }, 204, '2'],
    ] as const) {
      await cloud.act(id, { resize: { flavorRef: '2' } });
      assert.equal(await state(cloud, id), 'RESIZE active resize_prep');
      cloud.settle();
      assert.deepEqual([await state(cloud, id), await flavor()], ['VERIFY_RESIZE resized null', '2']);
      assert.equal((await newest(cloud, id)).events.length, 3);
      assert.equal((await cloud.act(id, ending)).status, status);
      if (status === 202) assert.equal(await state(cloud, id), 'REVERT_RESIZE resized resize_reverting');
      cloud.settle();
      assert.deepEqual([await state(cloud, id), await flavor()], ['ACTIVE active null', kept]);
    }
    for (const ending of ['revertResize', 'confirmResize']) {
      assert.match((await cloud.act(id, { [ending]: null })).text, /in vm_state active/);
    }
  });

  it('leaves a stopped server stopped', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    for (const body of [{ 'os-stop': null }, { resize: { flavorRef: '2' } }, { confirmResize: null }]) {
      await cloud.done(id, body);
    }
    assert.equal(await state(cloud, id), 'SHUTOFF stopped null');
  });

  it('is refused to a flavor that is none, or its own, and fails where there is no room', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    for (const [flavorRef, words] of [
      ['x', 'Flavor x could not be found.'],
      ['1', 'When resizing, instances must change flavor!'],
    ] as const) {
      assert.equal(message((await cloud.act(id, { resize: { flavorRef } })).json), words);
    }
    await cloud.done(id, { resize: { flavorRef: '3' } });
    assert.equal(await state(cloud, id), 'ACTIVE active null');
    assert.deepEqual((await newest(cloud, id)).events, ['conductor_migrate_server Error']);
    await cloud.done(id, { lock: null });
    assert.equal((await cloud.act(id, { resize: { flavorRef: '2' } })).status, 409);
  });

  it('takes a disk from no server that has one, unless the disk is a volume', async () => {
    const cloud = new Cloud();
    const diskless = { id: '9', name: 'diskless', vcpus: 1, ram: 64, disk: 0 };
    await cloud.granted('POST', '/flavors', { as: 'admin', body: { flavor: diskless } });
    const volume = await cloud.volume({ imageRef: await cloud.image() });
    const [onImage, onVolume] = [
      await cloud.server(),
      await cloud.server({ root: { source_type: 'volume', uuid: volume } }),
    ];
    const resize = { resize: { flavorRef: '9' } };
    assert.equal(
      message((await cloud.act(onImage, resize)).json),
      'Server disk was unable to be resized because: Resize to zero disk flavor is not allowed.',
    );
    await cloud.done(onVolume, resize);
    assert.equal(await state(cloud, onVolume), 'VERIFY_RESIZE resized null');
  });

  it('that is over by itself is neither confirmed nor reverted any more', async () => {
    const cloud = new Cloud();
    for (const ending of [{ confirmResize: null }, { revertResize: null }]) {
      const id = await cloud.server();
      await cloud.done(id, { resize: { flavorRef: '2' } });
      await cloud.act(id, ending);
      await cloud.act(id, ending);
      cloud.settle();
      assert.equal(await state(cloud, id), 'ACTIVE active null');
    }
  });
});

describe('a rebuild', () => {
  it('makes the disk anew, and answers with the server as it will be', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const image = await cloud.image({ base_image_ref: 'b' });
    const more = { name: 'new', metadata: { a: 'b' }, adminPass: 'secret', description: 'd', key_name: null };
    const latest = { user_data: 'YQ==', trusted_image_certificates: ['c'], hostname: 'a-host' };
    const body = { rebuild: { imageRef: image, ...more, ...latest } };
    const answer = await cloud.act(id, body, { headers: version('2.93') });
    assert.equal(answer.status, 202);
    for (const [key, value] of [
      ['status', 'REBUILD'],
      ['name', 'new'],
      ['metadata', { a: 'b' }],
      ['adminPass', 'secret'],
      ['user_data', 'YQ=='],
      ['trusted_image_certificates', ['c']],
      ['key_name', null],
      ['OS-EXT-STS:task_state', 'rebuilding'],
    ] as const) {
      assert.deepEqual(at(answer.json, 'server', key), value, key);
    }
    assert.equal(at(answer.json, 'server', 'image', 'id'), image);
    cloud.settle();
    assert.equal(await state(cloud, id), 'ACTIVE active null');
    assert.deepEqual((await newest(cloud, id)).events, ['compute_rebuild_instance Success']);
    const again = { rebuild: { imageRef: image, trusted_image_certificates: null, user_data: null } };
    const cleared = await cloud.done(id, again, { headers: version('2.63') });
    const keys = ['trusted_image_certificates', 'user_data', 'OS-EXT-STS:task_state'];
    assert.deepEqual(
      keys.map((key) => at(cleared.json, 'server', key)),
      [null, null, undefined],
    );
    await cloud.granted('POST', '/os-keypairs', { body: { keypair: { name: 'a-key' } } });
    const keyed = { rebuild: { imageRef: image, key_name: 'a-key' } };
    const withKey = await cloud.done(id, keyed, { headers: version('2.54') });
    assert.equal(at(withKey.json, 'server', 'key_name'), 'a-key');
    const early = await cloud.done(id, { rebuild: { imageRef: image } });
    assert.equal(at(early.json, 'server', 'key_name'), undefined);
  });

  it('leaves a stopped server stopped, and ends in ERROR where the image is gone', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const imageRef = await cloud.image();
    await cloud.done(id, { 'os-stop': null });
    await cloud.done(id, { rebuild: { imageRef } });
    assert.equal(await state(cloud, id), 'SHUTOFF stopped null');
    await cloud.act(id, { rebuild: { imageRef } });
    await cloud.deleteImage(imageRef);
    cloud.settle();
    assert.equal(await state(cloud, id), 'ERROR error null');
    assert.equal((await newest(cloud, id)).message, 'Error');
    assert.match(textAt(await cloud.show(id), 'fault', 'message'), /could not be found/);
  });

  it('is refused with an image that does not do', async () => {
    const cloud = new Cloud();
    const own = await cloud.image();
    const imageRef = await cloud.image();
    const id = await cloud.server();
    const onVolume = await cloud.server({ root: { source_type: 'image', uuid: own } });
    const unknown = '00000000-0000-4000-8000-000000000001';
    const queued = textAt((await cloud.granted('POST', '/v2/images', { service: 'image', body: {} })).json, 'id');
    const rebuild = (server: string, value: object, minor = 92) =>
      cloud.act(server, { rebuild: value }, { headers: version(`2.${minor}`) });
    for (const [server, value, words] of [
      [id, { imageRef: unknown }, 'Cannot find image for rebuild'],
      [id, { imageRef: queued }, `Image ${queued} is not active.`],
      [id, { imageRef, key_name: 'x' }, 'Invalid key_name provided.'],
      [
        onVolume,
        { imageRef },
        `Image ${imageRef} is unacceptable: Unable to rebuild with a different image for a volume-backed server.`,
      ],
    ] as const) {
      assert.equal(message((await rebuild(server, value)).json), words);
    }
    assert.equal((await rebuild(onVolume, { imageRef: own })).status, 202);
    cloud.settle();
    assert.equal((await rebuild(onVolume, { imageRef }, 93)).status, 202);
    assert.match((await rebuild(id, {})).text, /'imageRef' is a required property/);
    cloud.settle();
    await cloud.done(id, { pause: null });
    assert.match((await rebuild(id, { imageRef })).text, /in vm_state paused/);
  });
});

describe('further actions', () => {
  it('lock with a reason from 2.73 on', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const reason = async () => at(await cloud.show(id, version('2.73')), 'locked_reason');
    await cloud.done(id, { lock: { locked_reason: 'r' } }, { headers: version('2.73') });
    assert.equal(await reason(), 'r');
    await cloud.done(id, { unlock: null });
    assert.equal(await reason(), null);
    await cloud.done(id, { lock: { locked_reason: 'r' } });
    assert.equal(await reason(), null, 'before');
    assert.equal((await cloud.act(id, { lock: { x: 1 } }, { headers: version('2.73') })).status, 400);
  });

  it('delete at once what may be deleted', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    await cloud.done(id, { lock: null }, { as: 'admin' });
    assert.equal((await cloud.act(id, { forceDelete: null })).status, 409);
    await cloud.done(id, { forceDelete: null }, { as: 'admin' });
    assert.equal((await cloud.ask('GET', `/servers/${id}`)).status, 404);
  });

  it('show the last lines of the console', async () => {
    const cloud = new Cloud({ driver: 'fake' });
    const id = await cloud.server();
    const output = async (value: object) => {
      const { status, json } = await cloud.act(id, { 'os-getConsoleOutput': value });
      return status === 200 ? at(json, 'output') : message(json);
    };
    const all = 'FAKE CONSOLE OUTPUT\nANOTHER\nLAST LINE';
    for (const [length, lines] of [
      [1, 'LAST LINE'],
      ['2', 'ANOTHER\nLAST LINE'],
      [9, all],
      [-1, all],
      [null, all],
      [0, ''],
      ['x', "Invalid input for field/attribute length. Value: x. 'x' does not match '^-?[0-9]+$'"],
      [-2, 'Invalid input for field/attribute length. Value: -2. -2 is less than the minimum of -1'],
    ] as const) {
      assert.equal(await output({ length }), lines);
    }
    const lost = await cloud.server({ flavor: '3' });
    const early = await cloud.act(lost, { 'os-getConsoleOutput': {} });
    assert.deepEqual([early.status, message(early.json)], [409, `Instance ${lost} is not ready`]);
  });
});
