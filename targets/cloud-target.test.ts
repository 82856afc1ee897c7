import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Agent } from 'undici';
import { type CloudOptions, cloudTarget, type Door } from './cloud-target';
import { Inconclusive } from './inconclusive';
import { type Answer, loopback, nobodyThere, type Visit } from './loopback.test';
import { type ApiRequest, ConnectionProblem, type Target } from './target';
import { tokenDoor } from './token-door';

/** What has not ended by then hangs. */
const option = { timeout: 900_000 };
const get: ApiRequest = { caller: 'owner', service: 'compute', method: 'GET', path: '/servers' };

interface Scene {
  readonly target: Target;
  readonly visits: readonly Visit[];
  readonly door: Door;
}

/** A cloud on loopback that answers so; its owner's door as changed. */
async function cloud(
  t: TestContext,
  answer: (visit: Visit) => Answer | Promise<Answer>,
  door: Partial<Door> = {},
  options: Partial<Omit<CloudOptions, 'name'>> = {},
): Promise<Scene> {
  const visits: Visit[] = [];
  const origin = await loopback(t, (visit) => {
    visits.push(visit);
    return answer(visit);
  });
  const owner = { ...tokenDoor('first-token', origin, new Agent()), ...door };
  const target = cloudTarget({
    name: 'loop',
    hasKeystone: true,
    doors: { owner },
    signal: () => undefined,
    ...options,
  });
  t.after(() => target.close());
  return { target, visits, door: owner };
}

const tokensOf = ({ visits }: Scene) => visits.map(({ headers }) => headers['x-auth-token']);
const ok = { status: 200, headers: { 'X-Twice': 'a' }, body: { servers: [] } };

test('a request arrives as it was meant, and its answer comes back whole', option, async (t) => {
  const scene = await cloud(t, () => ok);
  const request = {
    ...get,
    method: 'POST',
    path: '/servers?x=1',
    headers: { 'X-Own': 'y' },
    body: { server: 1 },
  } as const;
  const { reply, url, sentAt, receivedAt } = await scene.target.send(request);
  const [visit] = scene.visits;
  assert.deepEqual(
    [visit?.method, visit?.path, visit?.headers['x-own'], visit?.headers.accept, visit?.headers['content-type']],
    ['POST', '/servers?x=1', 'y', 'application/json', 'application/json'],
  );
  assert.equal(visit?.body.toString(), '{"server":1}');
  assert.ok(url.endsWith('/servers?x=1') && sentAt <= receivedAt);
  assert.deepEqual(
    [reply.status, reply.headers['x-twice'], reply.json, reply.text],
    [200, 'a', ok.body, '{"servers":[]}'],
  );
});

test('bytes are sent as they are; an answer that is no JSON is a text', option, async (t) => {
  const scene = await cloud(t, () => ({ status: 418, body: '<html>' }));
  const { reply } = await scene.target.send({ ...get, method: 'PUT', body: Buffer.from('\u0000raw') });
  assert.deepEqual([reply.status, reply.text, reply.json], [418, '<html>', undefined]);
  assert.equal(scene.visits[0]?.body.toString(), '\u0000raw');
  assert.equal(scene.visits[0]?.headers['content-type'], 'application/octet-stream');
});

test('nobody sends no token, and a redirection is an answer like any other', option, async (t) => {
  const scene = await cloud(t, () => ({ status: 302, headers: { location: '/elsewhere' } }));
  const { reply } = await scene.target.send({ ...get, caller: 'nobody' });
  assert.equal(reply.status, 302);
  assert.deepEqual(tokensOf(scene), [undefined]);
});

const unlessNew: (visit: Visit) => Answer = ({ headers }) =>
  headers['x-auth-token'] === 'second-token' ? ok : { status: 401 };

/** A door that gets another token when one was refused; `refused` are those. */
function renewing(second: string) {
  let token = 'first-token';
  const refused: string[] = [];
  const door = {
    token: async () => token,
    renew: (was: string) => {
      refused.push(was);
      token = second;
      return true;
    },
  };
  return { door, refused };
}

test('after a 401 the caller signs in once more, and asks once more', option, async (t) => {
  const { door, refused } = renewing('second-token');
  const scene = await cloud(t, unlessNew, door);
  assert.equal((await scene.target.send(get)).reply.status, 200);
  assert.deepEqual([tokensOf(scene), refused], [['first-token', 'second-token'], ['first-token']]);
});

test('a second 401 is the answer', option, async (t) => {
  const { door } = renewing('third-token');
  const scene = await cloud(t, unlessNew, door);
  assert.equal((await scene.target.send(get)).reply.status, 401);
  assert.deepEqual(tokensOf(scene), ['first-token', 'third-token']);
});

test('a token that cannot be renewed is sent once; nothing else is ever sent again', option, async (t) => {
  const bare = await cloud(t, () => ({ status: 401 }));
  assert.equal((await bare.target.send(get)).reply.status, 401);
  assert.equal(bare.visits.length, 1);
  for (const status of [403, 429, 500, 503]) {
    const { door } = renewing('second-token');
    const scene = await cloud(t, () => ({ status }), door);
    assert.equal((await scene.target.send(get)).reply.status, status);
    assert.equal(scene.visits.length, 1);
  }
});

test('each caller has a door of its own; who has none asks where the owner does', option, async (t) => {
  const scene = await cloud(t, () => ok);
  const { door } = scene;
  const admin = { ...door, token: async () => 'admin-token', endpoint: () => `${door.endpoint('compute')}/admin` };
  const target = cloudTarget({
    hasKeystone: true,
    name: 'loop',
    doors: { owner: door, admin },
    signal: () => undefined,
  });
  assert.deepEqual(
    (['owner', 'admin', 'reader', 'nobody'] as const).map((caller) => target.has(caller)),
    [true, true, false, true],
  );
  assert.equal(target.endpoint('compute', 'reader'), door.endpoint('compute'));
  await target.send({ ...get, caller: 'admin' });
  assert.deepEqual([scene.visits[0]?.path, tokensOf(scene)], ['/admin/servers', ['admin-token']]);
});

const problem = (pattern: RegExp) => (error: unknown) =>
  error instanceof ConnectionProblem && pattern.test(error.message);

test('no complete answer is a problem of the connection', option, async (t) => {
  const cut = await cloud(t, () => 'cut');
  await assert.rejects(
    cut.target.send(get),
    problem(/^GET http.*\/servers: no complete answer came \(UND_ERR_SOCKET\)$/),
  );
  const nowhere = await nobodyThere();
  const gone = await cloud(t, () => 'cut', { endpoint: () => nowhere });
  await assert.rejects(gone.target.send(get), problem(/\(ECONNREFUSED\)$/));
  await assert.rejects(cut.target.send({ ...get, service: 'image' }), problem(/^loop has no image endpoint$/));
  const endless = await cloud(t, () => ({ status: 200, body: 'x'.repeat(9 * 1024 * 1024) }));
  await assert.rejects(endless.target.send(get), problem(/the answer is longer than 8388608 bytes/));
});

test('an answer that does not come to its end in time is a problem of the connection', option, async (t) => {
  for (const answer of ['silence', 'half'] as const) {
    const { target } = await cloud(t, () => answer, {}, { deadline: 50 });
    await assert.rejects(target.send(get), problem(/\(The operation was aborted due to timeout\)$/));
  }
});

const isInterrupted = (error: unknown) => error instanceof Inconclusive && error.message === 'the run was interrupted';

test('an interruption ends a wait, a reading request, and all that would come after', option, async (t) => {
  const controller = new AbortController();
  const { target, visits } = await cloud(
    t,
    () => {
      controller.abort();
      return 'silence';
    },
    {},
    { signal: () => controller.signal },
  );
  const waiting = target.clock.wait(1_000_000);
  await Promise.all([assert.rejects(target.send(get), isInterrupted), assert.rejects(waiting, isInterrupted)]);
  await assert.rejects(target.clock.wait(1_000_000), isInterrupted);
  await assert.rejects(target.send({ ...get, method: 'POST' }), isInterrupted);
  assert.equal(visits.length, 1);
});

test('a request that makes something is not broken off', option, async (t) => {
  const controller = new AbortController();
  const { target } = await cloud(
    t,
    () => {
      controller.abort();
      return ok;
    },
    {},
    { signal: () => controller.signal },
  );
  assert.equal((await target.send({ ...get, method: 'POST' })).reply.status, 200);
});

test('its clock goes with the time', option, async (t) => {
  const { target } = await cloud(t, () => ok);
  const before = target.clock.now();
  await target.clock.wait(2);
  assert.ok(target.clock.now() > before);
});
