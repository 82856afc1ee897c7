import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { request } from 'undici';
import { at, textAt } from '../cloud.test';
import { cloudNames, environment } from './credentials';
import { delays } from './latency';
import { originAt, originOf } from './origin';
import { passTime } from './passing-time';
import { type RunningSimulator, type StartOptions, start } from './start';

async function started(t: TestContext, options?: StartOptions): Promise<RunningSimulator> {
  const simulator = await start(options);
  t.after(() => simulator.stop());
  return simulator;
}

async function signIn({ credentials }: RunningSimulator, person: keyof RunningSimulator['credentials']) {
  const { authUrl, username, password, projectName, userDomainName, projectDomainName } = credentials[person];
  const user = { name: username, password, domain: { name: userDomainName } };
  const scope = { project: { name: projectName, domain: { name: projectDomainName } } };
  const answer = await request(`${authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { identity: { methods: ['password'], password: { user } }, scope } }),
  });
  assert.equal(answer.statusCode, 201);
  return { token: textAt(answer.headers, 'x-subject-token'), json: await answer.body.json() };
}

describe('a simulated cloud that listens', () => {
  it('lets everybody sign in whom it names', async (t) => {
    const simulator = await started(t);
    for (const [person, roles] of [
      ['owner', ['member', 'reader']],
      ['admin', ['admin', 'member', 'reader']],
      ['other-project', ['member', 'reader']],
      ['reader', ['reader']],
    ] as const) {
      const { json } = await signIn(simulator, person);
      const found = at(json, 'token', 'roles') as { name: string }[];
      assert.deepEqual(
        found.map(({ name }) => name),
        roles,
      );
      assert.equal(textAt(json, 'token', 'catalog', 1, 'endpoints', 0, 'url'), `${simulator.url}/compute/v2.1`);
    }
  });

  it('writes a clouds.yaml and an openrc', async (t) => {
    const { cloudsYaml, credentials, openrc, url } = await started(t, { seed: 3 });
    for (const name of Object.values(cloudNames)) assert.ok(cloudsYaml.includes(`\n  ${name}:\n`));
    assert.ok(cloudsYaml.includes(`auth_url: ${url}/identity/v3\n`));
    const { owner } = credentials;
    assert.equal(environment(owner).OS_PASSWORD, owner.password);
    assert.match(openrc, /^export OS_AUTH_URL='http:.*'\nexport OS_USERNAME='demo'\nexport OS_PASSWORD='\w{12}'\n/);
    const again = await started(t, { seed: 3 });
    assert.equal(again.credentials.owner.password, owner.password);
    assert.notEqual((await started(t, { seed: 4 })).credentials.owner.password, owner.password);
  });

  it('has the time of the wall, or as it is told', async (t) => {
    const before = Date.now();
    const real = await started(t);
    assert.ok(real.clock.now() >= before && real.clock.now() <= Date.now());
    const manual = await started(t, { time: 'manual', start: 0 });
    await signIn(manual, 'owner');
    assert.equal(manual.clock.now(), 0);
    manual.clock.advance(5);
    assert.equal(manual.clock.now(), 5);
  });

  it('offers no more than the microversion it is told', async (t) => {
    const { url } = await started(t, { maxMicroversion: [2, 79], departure: 'version-is-echoed', time: 'steps' });
    const answer = await request(`${url}/compute/v2.1`);
    assert.equal(textAt(await answer.body.json(), 'version', 'version'), '2.79');
  });

  it('takes as long as it is told, and tells of each request', async (t) => {
    const told: number[] = [];
    const { url } = await started(t, {
      latency: { least: 1, most: 2 },
      onExchange: ({ status }) => told.push(status),
    });
    assert.equal((await request(`${url}/identity/v3`)).statusCode, 200);
    assert.deepEqual(told, [200]);
  });
});

describe('what a door is made of', () => {
  it('draws delays that are the same again for the same seed', () => {
    const drawn = (seed: number) => {
      const next = delays({ least: 10, most: 30 }, seed);
      return [next(), next(), next()];
    };
    assert.deepEqual(drawn(1), drawn(1));
    assert.notDeepEqual(drawn(1), drawn(2));
    assert.equal(new Set(drawn(1)).size, 3);
    for (const delay of drawn(1)) assert.ok(delay >= 10 && delay < 30);
    assert.equal(delays({ least: 7, most: 7 }, 1)(), 7);
  });

  it('lets time pass as the wall does, by steps, or not at all', () => {
    const passed = (passing: 'real' | 'steps' | 'manual') => {
      const all: number[] = [];
      const walls = [100, 130, 130, 1130].values();
      const clock = { now: () => 0, advance: (by: number) => all.push(by) };
      const pass = passTime(clock, passing, () => Number(walls.next().value));
      for (const method of ['GET', 'POST', 'GET']) pass(method);
      return all;
    };
    assert.deepEqual(passed('real'), [30, 0, 1000]);
    assert.deepEqual(passed('steps'), [10_000, 0, 10_000]);
    assert.deepEqual(passed('manual'), [0, 0, 0]);
  });

  it('knows its origin', () => {
    assert.equal(originAt('127.0.0.1', 80), 'http://127.0.0.1:80');
    assert.equal(originAt('0.0.0.0', 80), 'http://127.0.0.1:80');
    assert.equal(originAt('::', 80), 'http://[::1]:80');
    assert.deepEqual(['a:1', '[::1]:1', 'a b', 'a/b', '', undefined].map(originOf), [
      'http://a:1',
      'http://[::1]:1',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
