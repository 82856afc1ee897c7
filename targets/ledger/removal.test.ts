import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { answered, type Rewrite, wrappedTarget } from '../arranging/wrapped-target.test';
import { requiredText } from '../clients/reading';
import type { ApiRequest, Target } from '../target';
import { type Entry, Ledger } from './ledger';
import { remove } from './removal';

const patience = { deadline: 1000, interval: 100 };

function ledgerOf(t: TestContext, ...entries: readonly Entry[]): Ledger {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const ledger = new Ledger(join(folder, 'ledger.ndjson'));
  for (const entry of entries) ledger.intend(entry);
  return ledger;
}

const entryOf = (kind: Entry['kind'], name: string, id?: string): Entry => ({
  key: name,
  kind,
  name,
  endpoint: 'any',
  caller: 'owner',
  ...(id !== undefined && { id }),
});

async function image(target: Target, name: string): Promise<string> {
  const request = { caller: 'owner', service: 'image', method: 'POST', path: '/v2/images', body: { name } } as const;
  return requiredText(await target.send(request), 'id');
}

async function imageNames(target: Target): Promise<readonly string[]> {
  const answer = await target.send({ caller: 'owner', service: 'image', method: 'GET', path: '/v2/images' });
  return (answer.reply.json as { images: { name: string }[] }).images.map(({ name }) => name).sort();
}

test('a thing goes by its id, and is struck off when it is gone', async (t) => {
  const target = wrappedTarget();
  const entry = entryOf('image', 'own', await image(target, 'own'));
  await image(target, 'own');
  const ledger = ledgerOf(t, entry);
  assert.equal(await remove(target, ledger, entry, {}, patience), undefined);
  assert.deepEqual([ledger.open(), await imageNames(target)], [[], ['own']]);
  assert.equal(await remove(target, ledger, entry, {}, patience), undefined, 'once more');
});

test('a thing whose id was never heard goes by its whole name, and nothing else does', async (t) => {
  const target = wrappedTarget();
  for (const name of ['own', 'own2', 'my own', 'own']) await image(target, name);
  const entry = entryOf('image', 'own');
  const ledger = ledgerOf(t, entry);
  assert.equal(await remove(target, ledger, entry, {}, patience), undefined);
  assert.deepEqual([ledger.open(), await imageNames(target)], [[], ['my own', 'own2']]);
});

/** Answers what the predicate picks, each time with the next status; the last one stays. */
function statuses(picks: (request: ApiRequest) => boolean, ...all: readonly number[]): Rewrite {
  let count = 0;
  return (request) => {
    if (!picks(request)) return undefined;
    const status = all[Math.min(count, all.length - 1)] ?? 500;
    count += 1;
    return answered(request, status, status < 300 ? {} : `status ${status}`);
  };
}

const deleting = ({ method }: ApiRequest) => method === 'DELETE';

test('what is still in use is asked for again until it goes', async (t) => {
  const reading = ({ method, path }: ApiRequest) => method === 'GET' && path === '/volumes/an-id';
  const target = wrappedTarget({
    rewrites: [statuses(reading, 200, 200, 200, 200, 404), statuses(deleting, 409, 400, 503, 500)],
  });
  const entry = entryOf('volume', 'own', 'an-id');
  const ledger = ledgerOf(t, entry);
  assert.equal(await remove(target, ledger, entry, {}, patience), undefined);
  assert.deepEqual(ledger.open(), []);
});

test('what does not go in time, or may not be removed, stays on the ledger', async (t) => {
  const target = wrappedTarget();
  const id = await image(target, 'own');
  const entry = entryOf('image', 'own', id);
  const ledger = ledgerOf(t, entry);
  const answering = (status: number) => wrappedTarget({ on: target, rewrites: [statuses(deleting, status)] });
  assert.equal(await remove(answering(409), ledger, entry, {}, patience), `deleting /v2/images/${id}: not within 1 s`);
  assert.equal(await remove(answering(204), ledger, entry, {}, patience), `deleting /v2/images/${id}: not within 1 s`);
  assert.equal(await remove(answering(403), ledger, entry, {}, patience), `DELETE /v2/images/${id} → 403 status 403`);
  assert.deepEqual(ledger.open(), [entry]);
});

test('a service that is not there confirms nothing, whatever it answers', async (t) => {
  const entry = entryOf('server', 'own', 'an-id');
  const ledger = ledgerOf(t, entry);
  for (const status of [404, 410]) {
    const target = wrappedTarget({ rewrites: [(request) => answered(request, status, 'page not found')] });
    assert.equal(
      await remove(target, ledger, entry, {}, patience),
      `could not look for own: GET /servers/detail?name=own → ${status} page not found`,
    );
  }
  const listed = { servers: [{ id: 'an-id', name: 'own' }] };
  const hidden = wrappedTarget({
    rewrites: [(request) => answered(request, request.path === '/servers/an-id' ? 404 : 200, listed)],
  });
  assert.equal(await remove(hidden, ledger, entry, {}, patience), 'deleting /servers/an-id: not within 1 s');
  assert.deepEqual(ledger.open(), [entry]);
});

test('something else than a list confirms nothing', async (t) => {
  const entry = entryOf('server', 'own');
  const ledger = ledgerOf(t, entry);
  for (const [status, body, shown] of [
    [200, '<html>', '200 <html>'],
    [200, {}, '200 {}'],
    [403, 'no', '403 no'],
  ] as const) {
    const target = wrappedTarget({ rewrites: [(request) => answered(request, status, body)] });
    assert.equal(
      await remove(target, ledger, entry, {}, patience),
      `could not look for own: GET /servers/detail?name=own → ${shown}`,
    );
  }
  assert.deepEqual(ledger.open(), [entry]);
});
