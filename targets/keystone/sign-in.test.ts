import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Auth } from '../credentials/cloud-credentials';
import { catalog, credentials, fakeKeystone, keystoneError, signedIn } from './fake-keystone.test';
import { signIn } from './sign-in';

const end = Date.parse('2026-01-01T01:00:00Z');
const notRenewable =
  'the token has expired and cannot be renewed; give cloud "c" a fresh one, or a password or an application credential';

/** Tokens t1, t2, … for as long as `answer` gives nothing else. */
function numbered(answer: (count: number) => ReturnType<typeof signedIn> | undefined = () => undefined) {
  let count = 0;
  return fakeKeystone(() => {
    count += 1;
    return answer(count) ?? signedIn(`t${count}`);
  });
}

test('a session tells who is signed in', async () => {
  const { dispatcher } = numbered();
  const session = await signIn(credentials(), dispatcher, () => end - 3_600_000);
  assert.equal(await session.token(), 't1');
  assert.deepEqual([session.projectId, session.userId, session.roles], ['project-1', 'user-1', ['member', 'reader']]);
  assert.deepEqual([session.endpoint('compute'), session.endpoint('image')], ['http://nova/v2.1', undefined]);
});

test('a minute before its end a token is renewed', async () => {
  const { dispatcher, asked } = numbered((count) =>
    count === 2 ? signedIn('t2', { expires_at: null, roles: [{ name: 'admin' }] }) : undefined,
  );
  let now = end - 60_001;
  const session = await signIn(credentials(), dispatcher, () => now);
  assert.equal(await session.token(), 't1');
  now += 1;
  assert.equal(await session.token(), 't2');
  assert.deepEqual(session.roles, ['admin']);
  now = Number.MAX_SAFE_INTEGER;
  assert.equal(await session.token(), 't2', 'a token without an end is never renewed');
  assert.equal(asked.length, 2);
});

test('after invalidate() callers share one sign-in', async () => {
  const { dispatcher, asked } = numbered();
  const session = await signIn(credentials(), dispatcher, () => 0);
  session.invalidate();
  assert.deepEqual(await Promise.all([session.token(), session.token(), session.token()]), ['t2', 't2', 't2']);
  session.invalidate('t1');
  assert.equal(await session.token(), 't2', 'that another caller found t1 refused says nothing about t2');
  session.invalidate('t2');
  assert.equal(await session.token(), 't3');
  assert.equal(asked.length, 3);
});

test('without a clock of its own, a session goes by the wall', async () => {
  const { dispatcher } = fakeKeystone(() => signedIn('t', { expires_at: '2000-01-01T00:00:00Z' }));
  const session = await signIn(credentials(), dispatcher);
  assert.equal(await session.token(), 't');
});

test('a sign-in that failed is tried again by the next call', async () => {
  const { dispatcher } = numbered((count) => (count === 2 ? keystoneError(503) : undefined));
  const session = await signIn(credentials(), dispatcher, () => 0);
  session.invalidate();
  const both = await Promise.allSettled([session.token(), session.token()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(await session.token(), 't3');
});

test('a refusal later on names the cloud', async () => {
  const { dispatcher } = numbered((count) => (count === 2 ? keystoneError(401) : undefined));
  const session = await signIn(credentials(), dispatcher, () => 0);
  session.invalidate();
  await assert.rejects(session.token(), { name: 'UserError', message: /refused the credentials of cloud "c" \(401\)/ });
});

for (const scope of [{}, { projectId: 'project-1' }]) {
  const auth: Auth = { method: 'token', token: 'given', scope };
  const how = Object.keys(scope).length > 0 ? 'exchanged' : 'looked up';

  test(`a token that is ${how} is used to its end, and then cannot be renewed`, async () => {
    const { dispatcher, asked } = fakeKeystone(({ method }) => signedIn('new', {}, method === 'GET' ? 200 : 201));
    let now = end - 1;
    const session = await signIn(credentials({ auth }), dispatcher, () => now);
    assert.equal(await session.token(), how === 'exchanged' ? 'new' : 'given');
    now = end;
    await assert.rejects(session.token(), { name: 'UserError', message: notRenewable });
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.method, how === 'exchanged' ? 'POST' : 'GET');
  });

  test(`a token that is ${how} is tried once more after a 401`, async () => {
    let refusal: number | undefined;
    const { dispatcher } = fakeKeystone(({ method }) =>
      refusal === undefined ? signedIn('new', {}, method === 'GET' ? 200 : 201) : keystoneError(refusal),
    );
    const session = await signIn(credentials({ auth }), dispatcher, () => 0);
    session.invalidate();
    await session.token();
    for (const status of [401, 404]) {
      refusal = status;
      session.invalidate();
      await assert.rejects(session.token(), { name: 'UserError', message: notRenewable });
    }
    refusal = 503;
    await assert.rejects(session.token(), { message: /cannot sign anyone in now \(503\)/ });
  });
}

test('a token of no project is of no use, one of the system is', async () => {
  const { dispatcher } = fakeKeystone(() => signedIn('t', { project: undefined, roles: undefined }));
  await assert.rejects(signIn(credentials(), dispatcher), {
    name: 'UserError',
    message:
      'Keystone at http://keystone:5000/v3 gave a token of no project for cloud "c": set project_name and project_domain_name, or project_id',
  });
  const system = fakeKeystone(() => signedIn('t', { project: undefined, system: { all: true }, catalog }));
  const session = await signIn(credentials(), system.dispatcher, () => 0);
  assert.equal(session.projectId, '');
});
