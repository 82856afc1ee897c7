import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Configuration, ExistingServer } from '../configuration/configuration';
import type { Caller } from '../target';
import { arranging, isNotApplicable } from './wrapped-target.test';

const wishes = {
  any: { disk: 'volume', host: 'any' },
  capable: { disk: 'volume', host: 'capable' },
  reporting: { disk: 'volume', host: 'known to report the trait' },
  incapable: { disk: 'volume', host: 'known not to report the trait' },
} as const;

interface Own {
  readonly zone: string;
  readonly host?: ExistingServer['host'];
  readonly callers?: readonly Caller[];
  readonly zones?: Configuration['zones'];
}

/** A cloud in which the user has a server already, and says so. */
async function withOwn(t: TestContext, { zone, host, callers = ['owner'], zones = {} }: Own) {
  const before = arranging(t, { configuration: { zones: { capable: [zone] } }, callers: ['owner'] });
  const { id } = await before.arranger.arrange({ disk: 'volume', host: 'capable' });
  const configuration = { servers: [{ id, disk: 'volume', ...(host && { host }) }], zones } as const;
  const run = arranging(t, { configuration, callers, on: before.target });
  const deleted = () => run.target.sent.some(({ request }) => request.method === 'DELETE' && request.path.includes(id));
  return { ...run, id, deleted };
}

describe('a server of the user’s own', () => {
  it('is used before any is made, and never deleted', async (t) => {
    const { arranger, id, deleted, ledger } = await withOwn(t, { zone: 'rescue-bfv' });
    assert.match(await arranger.plan(wishes.any), /one of your own$/);
    const server = await arranger.arrange(wishes.any);
    assert.equal(server.id, id);
    await arranger.giveBack(server);
    const again = await arranger.arrange(wishes.any);
    assert.equal(again.id, id);
    assert.ok(!deleted());
    assert.ok(!ledger.open().some((entry) => entry.id === id));
  });

  it('serves a wish for its host where the configuration names that', async (t) => {
    const incapable = await withOwn(t, { zone: 'no-rescue-bfv', host: 'incapable' });
    assert.equal((await incapable.arranger.arrange(wishes.incapable)).id, incapable.id);
    const capable = await withOwn(t, { zone: 'rescue-bfv', host: 'capable' });
    assert.equal((await capable.arranger.arrange(wishes.reporting)).id, capable.id);
  });

  it('serves no wish for another host', async (t) => {
    const { arranger, id } = await withOwn(t, { zone: 'no-rescue-bfv', host: 'incapable' });
    assert.notEqual((await arranger.arrange(wishes.capable)).id, id);
    await isNotApplicable(arranger.arrange(wishes.reporting));
  });

  it('serves no wish that is about its host where nobody says what that is', async (t) => {
    const { arranger, id } = await withOwn(t, { zone: 'no-rescue-bfv' });
    assert.notEqual((await arranger.arrange(wishes.capable)).id, id);
  });

  it('is held against what an admin sees of its host', async (t) => {
    const { arranger, id } = await withOwn(t, { zone: 'rescue-bfv', host: 'incapable', callers: ['owner', 'admin'] });
    const server = await arranger.arrange(wishes.incapable);
    assert.notEqual(server.id, id);
    assert.equal(server.host, 'sim-nobfv');
  });

  it('is left alone, and never deleted, where it is not ACTIVE', async (t) => {
    const { arranger, target, id, deleted } = await withOwn(t, { zone: 'rescue-bfv' });
    await target.send({
      caller: 'owner',
      service: 'compute',
      method: 'POST',
      path: `/servers/${id}/action`,
      body: { 'os-stop': null },
    });
    assert.notEqual((await arranger.arrange(wishes.any)).id, id);
    assert.ok(!deleted());
  });
});
