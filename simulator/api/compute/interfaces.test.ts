import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, Cloud } from '../../cloud.test';

const port = '/os-interface/00000000-0000-4000-8000-000000000001';

describe('the interfaces of a server', () => {
  it('are not simulated, where Nova would look for a network', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    const attach = await cloud.ask('POST', `/servers/${id}/os-interface`, { body: { interfaceAttachment: {} } });
    assert.deepEqual([attach.status, at(attach.json, 'notImplemented', 'code')], [501, 501]);
    assert.equal((await cloud.ask('DELETE', `/servers/${id}${port}`)).status, 501);
  });

  it('cannot be changed in RESCUE', async () => {
    const cloud = new Cloud();
    const id = await cloud.server();
    await cloud.done(id, { rescue: null });
    for (const [method, path, action] of [
      ['POST', '/os-interface', 'attach_interface'],
      ['DELETE', port, 'detach_interface'],
    ] as const) {
      const { status, json } = await cloud.ask(method, `/servers/${id}${path}`);
      const message = `Cannot '${action}' instance ${id} while it is in vm_state rescued`;
      assert.deepEqual([status, json], [409, { conflictingRequest: { code: 409, message } }]);
    }
  });
});
