import assert from 'node:assert/strict';
import { arranged, target, Then } from 'nova-rescue-conformance/steps';

Then('the request is on record as {string}', async function (action) {
  assert.equal(await recordOf(this), action);
});

Then('the request is on no record', async function () {
  assert.equal(await recordOf(this), undefined);
});

/** Under which action the server's own record has the request that the When has sent. */
async function recordOf(world) {
  const { server } = await arranged(world);
  const path = `/servers/${server.id}/os-instance-actions`;
  const { reply } = await target().send({ caller: 'owner', service: 'compute', method: 'GET', path });
  const asked = world.trials.at(-1).exchange.reply.headers['x-openstack-request-id'];
  return reply.json.instanceActions.find(({ request_id }) => request_id === asked)?.action;
}
