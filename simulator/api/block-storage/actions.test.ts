import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answer, at } from '../../cloud.test';
import { microversion, VolumeCloud, why } from './volume-cloud.test';

describe('what is done with a volume', () => {
  it('an admin may set a status', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    const reset = async (value: unknown, as: 'owner' | 'admin' = 'admin') =>
      why(await cloud.act(id, { 'os-reset_status': value }, { as }));
    assert.deepEqual(await reset({ status: 'Error' }), [202, undefined]);
    assert.equal(at(await cloud.shown(id), 'status'), 'error');
    assert.deepEqual(await reset({ status: 'error' }, 'owner'), [
      403,
      "Policy doesn't allow volume_extension:volume_admin_actions:reset_status to be performed.",
    ]);
    assert.deepEqual(await reset({ status: 'in-use' }), [
      400,
      'Cannot reset-state to in-use because volume does not have any attachments.',
    ]);
    assert.deepEqual(await reset({ status: 'deleting' }), [400, 'Cannot reset-state to deleting']);
    assert.deepEqual(await reset({}), [
      400,
      "Must specify 'status', 'attach_status' or 'migration_status' for update.",
    ]);
    assert.match(
      String((await reset({ status: 'zz' }))[1]),
      /^Volume status: zz is invalid, valid statuses are: \('creating', .*, 'extending'\)\.$/,
    );
    assert.deepEqual(await reset(null), [
      400,
      "Invalid input for field/attribute os-reset_status. Value: None. None is not of type 'object'",
    ]);
    assert.equal((await reset({ attach_status: 'detached' }))[0], 501);
  });

  it('a volume that is held may be set back to in-use, and be detached from', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume({ imageRef: await cloud.image() });
    const act = async (name: string) => (await cloud.act(id, { [name]: null })).status;
    const status = async () => at(await cloud.shown(id), 'status');
    assert.equal(await act('os-begin_detaching'), 400);
    assert.deepEqual([await act('os-reserve'), await status()], [202, 'attaching']);
    assert.equal(await act('os-reserve'), 400);
    assert.deepEqual([await act('os-unreserve'), await status()], [202, 'available']);
    assert.deepEqual([await act('os-unreserve'), await status()], [202, 'available']);
    await cloud.serverFrom(id);
    assert.deepEqual([await act('os-begin_detaching'), await status()], [202, 'detaching']);
    assert.deepEqual([await act('os-roll_detaching'), await status()], [202, 'in-use']);
    assert.deepEqual([await act('os-roll_detaching'), await status()], [202, 'in-use']);
    await cloud.volumeAction(id, 'os-reset_status', { status: 'attaching' });
    assert.deepEqual([await act('os-unreserve'), await status()], [202, 'in-use']);
    await cloud.volumeAction(id, 'os-reset_status', { status: 'in-use' });
    assert.equal(await status(), 'in-use');
  });

  it('it grows, where it is free or later microversions are spoken', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume({ imageRef: await cloud.image() });
    const grow = async (size: unknown, minor = 0) =>
      why(await cloud.act(id, { 'os-extend': { new_size: size } }, { headers: microversion(minor) }));
    assert.deepEqual(await grow('3'), [202, undefined]);
    assert.equal(at(await cloud.shown(id), 'status'), 'extending');
    cloud.settle();
    assert.deepEqual([at(await cloud.shown(id), 'status'), at(await cloud.shown(id), 'size')], ['available', 3]);
    assert.deepEqual(await grow(3), [
      400,
      'Invalid input received: New size for extend must be greater than current size. (current: 3, extended: 3).',
    ]);
    await cloud.serverFrom(id);
    assert.deepEqual(await grow(4), [
      400,
      `Invalid volume: Volume ${id} status must be '{'status': 'available'}' to extend, currently in-use.`,
    ]);
    assert.equal((await grow(4, 42))[0], 202);
    cloud.settle();
    assert.deepEqual([at(await cloud.shown(id), 'status'), at(await cloud.shown(id), 'size')], ['in-use', 4]);
  });

  it('it can be made bootable, and be said to be of another image', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    const act = (body: object) => cloud.act(id, body);
    assert.equal((await act({ 'os-set_bootable': { bootable: 'yes' } })).status, 200);
    assert.equal(at(await cloud.shown(id), 'bootable'), 'true');
    const set = await act({ 'os-set_image_metadata': { metadata: { a: 'b' } } });
    assert.deepEqual([set.status, set.json], [200, { metadata: { a: 'b' } }]);
    assert.deepEqual((await act({ 'os-show_image_metadata': null })).json, { metadata: { a: 'b' } });
    assert.equal((await act({ 'os-unset_image_metadata': { key: 'a' } })).status, 200);
    assert.deepEqual(why(await act({ 'os-unset_image_metadata': { key: 'a' } })), [
      404,
      `Glance metadata for volume/snapshot ${id} cannot be found.`,
    ]);
    assert.match(
      String(why(await act({ 'os-set_bootable': { bootable: 'perhaps' } }))[1]),
      /^Invalid input for field\/attribute bootable\. Value: perhaps\. 'perhaps' is not one of \[True, 'True'/,
    );
  });

  it('an admin may delete it whatever its status', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    await cloud.volumeAction(id, 'os-reset_status', { status: 'attaching' });
    assert.equal((await cloud.volumes('DELETE', `/volumes/${id}`)).status, 400);
    assert.equal((await cloud.act(id, { 'os-force_delete': {} })).status, 403);
    assert.equal((await cloud.act(id, { 'os-force_delete': {} }, { as: 'admin' })).status, 202);
    cloud.settle();
    assert.equal((await cloud.volumes('GET', `/volumes/${id}`)).status, 404);
  });

  it('what has no body has a content type, and a request id of Cinder’s where Cinder wrote it', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    const form = ({ headers, text }: Answer) => [text, headers['content-type'], 'x-compute-request-id' in headers];
    const written = ['', 'application/json', true];
    const left = ['', 'text/html; charset=UTF-8', false];
    await cloud.act(id, { 'os-set_image_metadata': { metadata: { a: 'b' } } });
    assert.deepEqual(form(await cloud.act(id, { 'os-set_bootable': { bootable: true } })), written);
    assert.deepEqual(form(await cloud.act(id, { 'os-unset_image_metadata': { key: 'a' } })), left);
    assert.deepEqual(form(await cloud.volumes('DELETE', `/volumes/${id}`)), left);
    assert.deepEqual(form(await cloud.act(await cloud.volume(), { 'os-force_delete': {} }, { as: 'admin' })), written);
  });

  it('what is no action is told apart from what is not simulated', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.volume();
    const act = async (body: unknown, minor = 0) => why(await cloud.act(id, body, { headers: microversion(minor) }));
    const none = (name: string) =>
      `There is no such action: ${name}. Verify the request body and Content-Type header and try again.`;
    assert.deepEqual(await act({}), [400, 'Malformed request body']);
    assert.deepEqual(await act([]), [400, 'Malformed request body']);
    assert.deepEqual(await act({ a: 1, b: 2 }), [400, 'Malformed request body']);
    assert.deepEqual(await act({ 'os-nope': {} }), [400, none('os-nope')]);
    assert.deepEqual(await act({ constructor: {} }), [400, none('constructor')]);
    assert.deepEqual(await act({ 'os-retype': {} }), [501, 'not simulated: the volume action os-retype']);
    assert.deepEqual([(await act({ revert: {} }))[0], (await act({ revert: {} }, 40))[0]], [400, 501]);
    assert.deepEqual([(await act({ 'os-reimage': {} }))[0], (await act({ 'os-reimage': {} }, 68))[0]], [400, 501]);
  });
});

describe('what is done with a snapshot', () => {
  it('an admin may set its status, and delete it whatever that is', async () => {
    const cloud = new VolumeCloud();
    const id = await cloud.snapshot(await cloud.volume());
    const act = async (body: object, as: 'owner' | 'admin' = 'admin') =>
      why(await cloud.volumes('POST', `/snapshots/${id}/action`, { body, as }));
    assert.equal((await act({ 'os-reset_status': { status: 'creating' } }))[0], 202);
    assert.equal((await act({ 'os-reset_status': { status: 'creating' } }, 'owner'))[0], 403);
    assert.match(String((await act({ 'os-reset_status': { status: 'x' } }))[1]), /^Snapshot status: x is invalid/);
    assert.equal((await cloud.volumes('DELETE', `/snapshots/${id}`)).status, 400);
    assert.equal((await act({ 'os-force_delete': {} }, 'owner'))[0], 403);
    assert.equal((await act({ 'os-force_delete': {} }))[0], 202);
    assert.equal((await act({ 'os-unmanage': {} }))[0], 501);
    cloud.settle();
    assert.equal((await cloud.volumes('GET', `/snapshots/${id}`)).status, 404);
  });
});
