import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { volumeStatus } from '../clients/block-storage';
import { listAttachments, showServer } from '../clients/compute';
import { remove } from '../ledger/removal';
import type { Condition } from './conditions';
import type { ReadyServer } from './servers';
import {
  type Arranging,
  type ArrangingOptions,
  always,
  arranging,
  isAction,
  isInconclusive,
  isNotApplicable,
} from './wrapped-target.test';

/** A volume-backed server in this condition. */
async function put(t: TestContext, condition: Condition, options: ArrangingOptions = {}) {
  const run = arranging(t, options);
  const server = await run.arranger.arrange({ disk: 'volume', host: 'capable' });
  await run.arranger.conditions.put(server, condition);
  return { ...run, server };
}

const statusOf = async ({ target }: Arranging, { id }: ReadyServer) => (await showServer(target, id))?.status;

const isLocked = async ({ target }: Arranging, { id }: ReadyServer) => {
  const request = { service: 'compute', method: 'POST', path: `/servers/${id}/action`, caller: 'owner' } as const;
  return (await target.send({ ...request, body: { 'os-stop': null } })).reply.status === 409;
};

async function volumeOf({ target }: Arranging, { id }: ReadyServer): Promise<string | undefined> {
  const [volume = ''] = await listAttachments(target, id);
  return volumeStatus(target, volume);
}

const noAdmin = { callers: ['owner', 'nobody'], configuration: { zones: { capable: ['rescue-bfv'] } } } as const;

describe('a condition', () => {
  for (const [condition, status] of [
    ['SHUTOFF', 'SHUTOFF'],
    ['paused', 'PAUSED'],
    ['suspended', 'SUSPENDED'],
    ['in ERROR', 'ERROR'],
  ] as const) {
    it(`${condition} is a status, and the server is ACTIVE again when it is given back`, async (t) => {
      const run = await put(t, condition);
      assert.equal(await statusOf(run, run.server), status);
      await run.arranger.giveBack(run.server);
      assert.equal(await statusOf(run, run.server), 'ACTIVE');
      assert.equal((await run.arranger.arrange({ disk: 'volume', host: 'capable' })).id, run.server.id);
    });
  }

  for (const condition of ['locked by its owner', 'locked by an admin'] as const) {
    it(`${condition} is undone by being unlocked, and by giving it back`, async (t) => {
      const run = await put(t, condition);
      assert.equal(await isLocked(run, run.server), true);
      await run.arranger.conditions.put(run.server, 'unlocked');
      assert.equal(await isLocked(run, run.server), false);
      const other = await put(t, condition);
      await other.arranger.giveBack(other.server);
      assert.equal(await isLocked(other, other.server), false);
    });
  }

  it('of several, all are undone', async (t) => {
    const run = await put(t, 'paused');
    await run.arranger.conditions.put(run.server, 'locked by an admin');
    await run.arranger.conditions.put(run.server, 'with a volume that is not in use');
    assert.equal(await volumeOf(run, run.server), 'error');
    await run.arranger.giveBack(run.server);
    assert.equal(await statusOf(run, run.server), 'ACTIVE');
    assert.equal(await isLocked(run, run.server), false);
    assert.equal(await volumeOf(run, run.server), 'in-use');
  });

  it('of a volume is its status in Cinder', async (t) => {
    const run = await put(t, 'with a volume that is not in use');
    assert.equal(await volumeOf(run, run.server), 'error');
    await run.arranger.conditions.put(run.server, 'with all volumes in use');
    assert.equal(await volumeOf(run, run.server), 'in-use');
  });

  it('that only an admin can bring about is not applicable to a tenant, who learns what would help', async (t) => {
    await isNotApplicable(put(t, 'locked by an admin', noAdmin), /give --admin-cloud/);
    await isNotApplicable(put(t, 'in ERROR', noAdmin), /--admin-cloud.*hooks\.reset-state/);
    await isNotApplicable(put(t, 'with a volume that is not in use', noAdmin), /--admin-cloud.*hooks\.volume-status/);
  });

  it('can be brought about by a hook of the operator’s', async (t) => {
    const told = 'node -e \'process.exit(JSON.parse(require("fs").readFileSync(0)).status === "error" ? 0 : 1)\'';
    const hooks = { 'volume-status': told, 'reset-state': 'exit 3' };
    const configuration = { ...noAdmin.configuration, hooks };
    await put(t, 'with a volume that is not in use', { ...noAdmin, configuration });
    await isNotApplicable(put(t, 'in ERROR', { ...noAdmin, configuration }), /the hook reset-state cannot/);
  });

  it('that the target refuses is not applicable', async (t) => {
    const refusing = (action: string) => ({ rewrites: [always('POST', '/servers/', 403, {}, isAction(action))] });
    await isNotApplicable(put(t, 'paused', refusing('pause')), /the target does not do it/);
    await isNotApplicable(put(t, 'locked by its owner', refusing('lock')), /the target does not lock it/);
    await isNotApplicable(put(t, 'in ERROR', refusing('os-resetState')), /an admin cannot set the state/);
    const volumes = { rewrites: [always('POST', '/volumes/', 403, {}, isAction('os-reset_status'))] };
    await isNotApplicable(put(t, 'with a volume that is not in use', volumes), /an admin cannot set the status/);
  });

  it('that was taken and did not come about is inconclusive', async (t) => {
    const deaf = { rewrites: [always('POST', '/volumes/', 202, {}, isAction('os-reset_status'))] };
    await isInconclusive(put(t, 'with a volume that is not in use', deaf), /was set to error, and is in-use/);
    const held = { rewrites: [always('POST', '/servers/', 403, {}, isAction('unlock'))] };
    const run = await put(t, 'locked by its owner', held);
    await isInconclusive(run.arranger.conditions.put(run.server, 'unlocked'), /cannot be unlocked/);
  });

  it('of a server without a volume is not applicable', async (t) => {
    const { arranger } = arranging(t);
    const server = await arranger.arrange({ disk: 'image', host: 'any' });
    await isNotApplicable(arranger.conditions.put(server, 'with a volume that is not in use'), /has no volume/);
  });

  it('does no damage to a server of the user’s own', async (t) => {
    const run = await put(t, 'paused');
    const own = { ...run.server, key: undefined };
    await isNotApplicable(run.arranger.conditions.put(own, 'in ERROR'), /one of your own, and is not damaged/);
  });

  it('that could not be undone costs no more than the server', async (t) => {
    const held = { rewrites: [always('POST', '/servers/', 403, {}, isAction('unpause'))] };
    const run = await put(t, 'paused', held);
    await run.arranger.giveBack(run.server);
    assert.equal(await statusOf(run, run.server), undefined, 'it was removed');
  });
});

describe('a server that was left locked', () => {
  for (const condition of ['locked by its owner', 'locked by an admin'] as const) {
    it(`${condition} is removed all the same`, async (t) => {
      const run = await put(t, condition);
      const [entry] = run.ledger.open().filter(({ key }) => key === run.server.key);
      assert.ok(entry);
      assert.equal(await remove(run.target, run.ledger, entry, {}), undefined);
      assert.equal(await statusOf(run, run.server), undefined);
    });
  }
});

describe('a server that is to be unlike others', () => {
  it('never ran: it is in ERROR from the beginning, and no host has it', async (t) => {
    const run = arranging(t);
    const server = await run.arranger.arrange({ disk: 'image, never ran', host: 'any' });
    assert.equal(await statusOf(run, server), 'ERROR');
    assert.equal(server.host, undefined);
  });

  it('never ran: not applicable where a host runs it all the same', async (t) => {
    const run = arranging(t);
    const { id } = await run.arranger.images.of('plain');
    const odd = arranging(t, { on: run.target, configuration: { images: { unbuildable: id } } });
    await isNotApplicable(
      odd.arranger.arrange({ disk: 'image, never ran', host: 'any' }),
      /has a host for a server that was to have none/,
    );
  });

  it('has an emulated TPM where a host has one', async (t) => {
    for (const [vtpm, status] of [
      ['none', 200],
      [409, 409],
      [400, 400],
    ] as const) {
      const { arranger, target } = arranging(t, { simulator: { vtpm } });
      const { id } = await arranger.arrange({ disk: 'image, emulated TPM', host: 'any' });
      const action = { service: 'compute', method: 'POST', path: `/servers/${id}/action`, caller: 'owner' } as const;
      assert.equal((await target.send({ ...action, body: { rescue: null } })).reply.status, status);
    }
  });
});
