import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Client } from 'undici';
import { at, textAt } from '../cloud.test';
import type { Exchange } from '../server/door';
import { type StartOptions, start } from '../server/start';
import type { Control } from './control';
import { controlDoor } from './control-door';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: unknown;
}

/** A cloud that listens, and what its control answers; `body`: text, or what is sent as JSON. */
async function open(t: TestContext, options: StartOptions = {}) {
  const cloud = await start({ time: 'manual', start: 0, control: true, ...options });
  const client = new Client(cloud.url);
  t.after(async () => {
    await client.close();
    await cloud.stop();
  });
  const ask = async (method: string, path: string, body?: unknown, authorization?: string): Promise<Answer> => {
    const answer = await client.request({
      method: method as 'GET',
      path: `/_control${path}`,
      headers: { Authorization: authorization ?? `Bearer ${cloud.control.token}` },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    const json: unknown = String(answer.headers['content-type']).startsWith('application/json')
      ? JSON.parse(text)
      : undefined;
    return { status: answer.statusCode, headers: answer.headers, text, json };
  };
  return { cloud, client, ask };
}

/** Begins to make a server. */
async function begun({ client }: { client: Client }): Promise<void> {
  const token = { 'X-Auth-Token': 'owner-token' };
  const made = await client.request({
    method: 'POST',
    path: '/image/v2/images',
    headers: token,
    body: '{"name": "i", "disk_format": "raw", "container_format": "bare"}',
  });
  const imageRef = textAt(await made.body.json(), 'id');
  const path = `/image/v2/images/${imageRef}/file` as const;
  const bytes = { ...token, 'Content-Type': 'application/octet-stream' };
  await (await client.request({ method: 'PUT', path, headers: bytes, body: 'data' })).body.dump();
  const body = JSON.stringify({ server: { name: 's', flavorRef: '1', networks: 'none', imageRef } });
  const headers = { ...token, 'OpenStack-API-Version': 'compute 2.37' };
  const answer = await client.request({ method: 'POST', path: '/compute/v2.1/servers', headers, body });
  assert.equal(answer.statusCode, 202);
  await answer.body.dump();
}

describe('the control over HTTP', () => {
  it('is not there unless it is asked for', async (t) => {
    const { cloud, ask } = await open(t, { control: false });
    assert.deepEqual([cloud.control.url, cloud.control.token], [undefined, undefined]);
    assert.equal((await ask('GET', '/cloud')).status, 404);
  });

  it('is for whoever has the token', async (t) => {
    const { cloud, ask } = await open(t);
    assert.equal(cloud.control.url, `${cloud.url}/_control/`);
    const { token = '' } = cloud.control;
    assert.match(token, /^[\w-]{32}$/);
    for (const wrong of ['', `Basic ${token}`, token, 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`]) {
      const answer = await ask('GET', '/snapshot', undefined, wrong);
      assert.equal(answer.status, 401, wrong);
      assert.equal(answer.headers['www-authenticate'], 'Bearer realm="nova-rescue control"');
      assert.match(textAt(answer.json, 'error'), /^give the token /);
    }
    const granted = await ask('GET', '/cloud', undefined, `bearer  ${token}`);
    assert.deepEqual([granted.status, granted.headers['cache-control']], [200, 'no-store']);
    const again = await open(t);
    assert.notEqual(again.cloud.control.token, token);
  });

  it('shows the cloud, and changes it', async (t) => {
    const opened = await open(t);
    const { cloud, ask } = opened;
    await begun(opened);
    const done = async (method: string, path: string, body?: unknown) => {
      const answer = await ask(method, path, body);
      assert.equal(answer.status, 200, answer.text);
      return answer.json;
    };
    const server = at(await done('GET', '/servers'), 'servers', 0);
    assert.deepEqual(at(await done('GET', '/clock'), 'underWay'), [
      { kind: 'build', id: at(server, 'id'), at: 1000, polls: null },
    ]);
    assert.deepEqual(await done('POST', '/clock/advance', { milliseconds: 1000 }), { now: 1000, underWay: [] });
    assert.equal(at(await done('GET', '/servers'), 'servers', 0, 'status'), 'ACTIVE');
    const hosts = await done('PUT', '/hosts/sim-nobfv/traits', { traits: ['COMPUTE_RESCUE_BFV'] });
    assert.deepEqual(at(hosts, 'hosts', 1, 'traits'), ['COMPUTE_RESCUE_BFV']);
    assert.deepEqual(await done('GET', '/hosts'), hosts);
    const set = await done('PUT', '/transitions/rescue', { when: { polls: 3 } });
    assert.deepEqual(at(set, 'transitions', 'rescue'), { polls: 3 });
    assert.deepEqual(await done('GET', '/transitions'), set);
    assert.equal(at(await done('PUT', '/departure', { departure: 'no-token' }), 'departure'), 'no-token');
    assert.equal(at(await done('PUT', '/departure', { departure: null }), 'departure'), null);
    assert.equal(at(await done('PUT', '/fault', { fault: 'two-winners' }), 'fault'), 'two-winners');
    assert.equal(at(await done('PUT', '/fault', { fault: null }), 'fault'), null);
    assert.equal(at(await done('GET', '/requests?after=2'), 'requests', 0, 'path'), '/compute/v2.1/servers');
    assert.match(
      (await ask('GET', '/clouds.yaml')).text,
      new RegExp(`password: "${cloud.credentials.owner.password}"`),
    );
    assert.equal(at(await done('POST', '/reset', { seed: 5 }), 'seed'), 5);
    assert.match(
      (await ask('GET', '/clouds.yaml')).text,
      new RegExp(`password: "${cloud.credentials.owner.password}"`),
    );
    assert.deepEqual(await done('POST', '/reset'), { ...(await cloud.control.cloud()), seed: 1 });
    assert.deepEqual(at(await done('GET', '/requests'), 'requests'), []);
  });

  it('saves the cloud, and restores it in another', async (t) => {
    const one = await open(t);
    await begun(one);
    const saved = await one.ask('GET', '/snapshot');
    const another = await open(t, { seed: 9, edition: 'nova-21.0' });
    const restored = await another.ask('PUT', '/snapshot', saved.text);
    assert.deepEqual(restored.json, { ...one.cloud.control.cloud(), requests: 0 });
    assert.equal((await another.ask('GET', '/snapshot')).text, saved.text);
    assert.equal(another.cloud.credentials.owner.password, one.cloud.credentials.owner.password);
    assert.equal(another.cloud.openrc.includes(one.cloud.credentials.owner.password), true);
  });

  it('says in a line what is wrong', async (t) => {
    const { ask } = await open(t);
    for (const [method, path, body, status, error] of [
      ['GET', '/nothing', undefined, 404, 'there is no /nothing'],
      ['DELETE', '/snapshot', undefined, 405, '/snapshot takes GET, PUT'],
      ['POST', '/reset', 'no JSON', 400, 'the body must be a JSON object'],
      ['POST', '/reset', '[]', 400, 'the body must be a JSON object'],
      ['POST', '/reset', { sead: 1 }, 400, 'sead is not known here; it can be seed'],
      ['POST', '/reset', { seed: 'x' }, 400, 'seed: give a whole number from 0 on'],
      ['PUT', '/snapshot', { a: 1 }, 400, 'this is no saved cloud'],
      ['PUT', '/departure', {}, 400, /^departure: give the id of a rule/],
      ['PUT', '/hosts/no%20host/traits', { traits: [] }, 404, /^there is no host no host; /],
      ['PUT', '/transitions/toString', { when: 'never' }, 404, /^there is no transition toString; /],
      ['GET', '/requests?after=x', undefined, 400, 'after: give the number of a request'],
    ] as const) {
      const answer = await ask(method, path, body);
      assert.equal(answer.status, status, answer.text);
      const said = textAt(answer.json, 'error');
      if (typeof error === 'string') assert.equal(said, error);
      else assert.match(said, error);
    }
    assert.equal((await ask('DELETE', '/snapshot')).headers.allow, 'GET, PUT');
    assert.equal((await ask('PUT', '/snapshot', 'x'.repeat(2000), 'Bearer no')).status, 401);
  });

  it('refuses what is too long, and owns up to a mistake of its own', () => {
    const control = {
      cloud: () => {
        throw new Error('oh');
      },
    };
    const door = controlDoor(control as unknown as Control, 'word', () => '', 10);
    const ask = (body: string) => {
      const headers = { authorization: 'Bearer word' };
      const request = { method: 'GET', path: '/_control/cloud', query: new URLSearchParams(), headers };
      return door.reply({ ...request, body: Buffer.from(body) });
    };
    assert.deepEqual(ask('x'.repeat(11)).body, { error: 'the body is longer than 10 bytes' });
    const failed = ask('');
    assert.deepEqual([failed.status, failed.body], [500, { error: 'the simulator itself failed: Error: oh' }]);
    assert.deepEqual([door.longestBody({}), door.longestBody({ authorization: 'Bearer word' })], [1024, 10]);
  });

  it('has a page that anybody can open, and that knows nothing', async (t) => {
    const { ask } = await open(t);
    const page = await ask('GET', '/', undefined, 'none');
    assert.deepEqual([page.status, page.headers['content-type']], [200, 'text/html; charset=utf-8']);
    const head = await ask('HEAD', '/', undefined, 'none');
    assert.deepEqual([head.status, head.text], [200, '']);
    const moved = await ask('GET', '', undefined, 'none');
    assert.deepEqual([moved.status, moved.headers.location], [308, '/_control/']);
    assert.equal((await ask('POST', '/', undefined, 'none')).status, 401);
    assert.equal((await ask('POST', '/')).status, 404);
  });

  it('passes no time, takes none, and is in no log', async (t) => {
    const told: Exchange[] = [];
    const onExchange = (exchange: Exchange) => told.push(exchange);
    const { cloud, ask } = await open(t, { time: 'steps', onExchange });
    await ask('GET', '/cloud');
    assert.equal(cloud.control.now(), 0);
    assert.deepEqual([told, cloud.control.requests()], [[], []]);
  });

  it('knows the time of the wall', async (t) => {
    const before = Date.now();
    const { cloud } = await open(t, { time: 'real', start: undefined });
    cloud.control.advance(3_600_000);
    assert.ok(cloud.control.now() >= before + 3_600_000);
    cloud.control.reset();
    assert.ok(cloud.control.now() >= before && cloud.control.now() <= Date.now() + 1);
  });
});
