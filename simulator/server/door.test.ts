import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { Client, request } from 'undici';
import { at, textAt } from '../cloud.test';
import { newCloud } from '../simulator';
import { type Door, type DoorOptions, type Exchange, openDoor } from './door';

const usual: DoorOptions = {
  port: 0,
  host: '127.0.0.1',
  passTime: () => {},
  onExchange: () => {},
};

async function open(t: TestContext, options: Partial<DoorOptions> = {}): Promise<Door> {
  const door = await openDoor(newCloud({ edition: 'nova-27.0', driver: 'fake', seed: 1 }), { ...usual, ...options });
  t.after(() => door.close());
  return door;
}

/** Sends these bytes, and reads until the door ends the connection. */
const raw = ({ origin }: Door, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1' });
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text)).on('error', reject);
    socket.write(bytes, 'latin1');
  });

const token = { 'X-Auth-Token': 'owner-token' };

describe('the door', () => {
  it('serves the cloud over one connection, and tells its log', async (t) => {
    const told: Exchange[] = [];
    const door = await open(t, { onExchange: (exchange) => told.push(exchange) });
    const client = new Client(door.origin);
    t.after(() => client.close());
    const list = await client.request({ method: 'GET', path: '/compute/v2.1/flavors/detail?x=1', headers: token });
    assert.equal(textAt(await list.body.json(), 'flavors', 0, 'name'), 'sim.tiny');
    const body = JSON.stringify({ name: 'é', disk_format: 'raw', container_format: 'bare' });
    const made = await client.request({ method: 'POST', path: '/image/v2/images', headers: token, body });
    const image = await made.body.json();
    assert.equal(at(image, 'name'), 'é');
    const path = `/image/v2/images/${textAt(image, 'id')}`;
    const bytes = Buffer.alloc(200_000, 'x');
    const headers = { ...token, 'Content-Type': 'application/octet-stream' };
    const stored = await client.request({ method: 'PUT', path: `${path}/file`, headers, body: bytes });
    assert.deepEqual([stored.statusCode, await stored.body.text()], [204, '']);
    const shown = await client.request({ method: 'GET', path, headers: token });
    assert.equal(at(await shown.body.json(), 'size'), bytes.length);
    const nowhere = await client.request({ method: 'GET', path: '/nowhere' });
    assert.deepEqual([nowhere.statusCode, await nowhere.body.text()], [404, '']);
    assert.deepEqual(
      told.map(({ method, status }) => `${method} ${status}`),
      ['GET 200', 'POST 201', 'PUT 204', 'GET 200', 'GET 404'],
    );
    assert.equal(told[0]?.path, '/compute/v2.1/flavors/detail?x=1');
    assert.match(told[0]?.requestId ?? '', /^req-/);
    assert.equal(told[4]?.requestId, undefined);
  });

  it('answers HEAD without a body', async (t) => {
    const door = await open(t);
    const answer = await request(`${door.origin}/compute/v2.1`, { method: 'HEAD' });
    assert.equal(answer.statusCode, 200);
    assert.ok(Number(answer.headers['content-length']) > 100);
    assert.equal(await answer.body.text(), '');
  });

  it('puts the origin into links by which the client knows it', async (t) => {
    const door = await open(t);
    const href = async (host: string) => {
      const text = await raw(door, `GET /identity/v3 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      return textAt(JSON.parse(text.split('\r\n\r\n')[1] ?? ''), 'version', 'links', 0, 'href');
    };
    assert.equal(await href('cloud.example:80'), 'http://cloud.example:80/identity/v3/');
    assert.equal(await href('a"b\xff'), `${door.origin}/identity/v3/`);
    const whole = `GET http://proxy.example/identity/v3 HTTP/1.0\r\n\r\n`;
    assert.ok((await raw(door, whole)).includes(`"${door.origin}/identity/v3/"`));
  });

  it('refuses a body that is too long in the words of the real middleware, and goes on', async (t) => {
    const door = await open(t);
    const client = new Client(door.origin);
    t.after(() => client.close());
    const refused = async (accept: string | undefined, length = 114_689, path = '/compute/v2.1/servers') => {
      const headers = accept === undefined ? {} : { Accept: accept };
      const answer = await client.request({ method: 'POST', path, headers, body: Buffer.alloc(length, 'x') });
      const text = await answer.body.text();
      assert.equal(answer.statusCode, 413);
      return { text, headers: answer.headers };
    };
    const json = await refused('application/json');
    assert.deepEqual(JSON.parse(json.text), {
      message: 'Request is too large. Larger than max_request_body_size (114688).<br /><br />\n\n\n',
      code: '413 Request Entity Too Large',
      title: 'Request Entity Too Large',
    });
    assert.match(String(json.headers['x-compute-request-id']), /^req-/);
    // The lengths are those that Nova 26.2 answers with.
    for (const [accept, type, length] of [
      [undefined, 'text/html; charset=UTF-8', 217],
      ['*/*', 'text/html; charset=UTF-8', 217],
      ['text/plain', 'text/plain; charset=UTF-8', 100],
    ] as const) {
      const { text, headers } = await refused(accept);
      assert.deepEqual([headers['content-type'], text.length], [type, length]);
    }
    await refused('*/*', 10_000_000);
    await refused('*/*', 200_000, '/identity/v3/auth/tokens');
    const within = { method: 'POST', path: '/compute/v2.1/servers', body: Buffer.alloc(114_688, 'x') } as const;
    const answer = await client.request(within);
    assert.equal(answer.statusCode, 401);
    await answer.body.dump();
  });

  it('refuses an image that nobody sends who may, before it has come', async (t) => {
    const door = await open(t);
    const path = '/image/v2/images/00000000-0000-4000-8000-000000000000/file';
    const head = (more: string) => `PUT ${path} HTTP/1.1\r\nHost: x\r\n${more}Content-Length: 60000000\r\n`;
    const begun = `Connection: close\r\n\r\n${'x'.repeat(120_000)}`;
    assert.match(await raw(door, head('') + begun), /^HTTP\/1\.1 401 /);
    assert.match(await raw(door, head('X-Auth-Token: junk\r\n') + begun), /^HTTP\/1\.1 401 /);
  });

  it('answers what is no HTTP, and lives on', async (t) => {
    const door = await open(t);
    assert.match(await raw(door, 'NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\n/);
    assert.match(await raw(door, `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
    assert.match(await raw(door, 'GET /identity/v3\r\n\r\n'), /^HTTP\/1\.1 400 /);
    assert.match(await raw(door, 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n'), /^HTTP\/1\.1 400 /);
    for (const [target, status] of [
      ['*', 400],
      ['ftp://x/identity/v3', 400],
      ['http://x', 404],
      ['HTTP://x?y', 404],
      ['/compute/../identity/v3', 300],
      ['//identity//v3', 200],
      [`/identity/v3?${'x'.repeat(8_160)}`, 200],
      [`/identity/v3?${'x'.repeat(8_170)}`, 414],
    ] as const) {
      const answer = await raw(door, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.equal(Number(answer.split(' ')[1]), status, target);
    }
    assert.equal((await request(`${door.origin}/identity/v3`)).statusCode, 200);
  });

  it('says that it waits for a body only where one is to come, and takes any other expectation for none', async (t) => {
    const door = await open(t);
    const asked = (expectation: string, more = '') =>
      raw(door, `GET /identity/v3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: ${expectation}\r\n${more}`);
    assert.match(await asked('100-continue', '\r\n'), /^HTTP\/1\.1 200 /);
    assert.match(
      await asked('100-continue', 'Content-Length: 2\r\n\r\n{}'),
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /,
    );
    assert.match(await asked('200-ok', '\r\n'), /^HTTP\/1\.1 200 /);
  });

  it('waits no longer for a request than it is told', async (t) => {
    const door = await open(t, { patience: 40 });
    const head = 'POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n';
    for (const begun of ['POST', head, `${head}\r\n{"a`]) {
      assert.match(await raw(door, begun), /^HTTP\/1\.1 408 Request Timeout\r\n/, begun);
    }
  });

  it('forgets a client that goes away in the middle of a request', async (t) => {
    const passed: string[] = [];
    const door = await open(t, { passTime: () => passed.push('time') });
    const socket = connect({ port: Number(new URL(door.origin).port), host: '127.0.0.1' });
    const head = 'POST /compute/v2.1/servers HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n';
    // The door says that it waits for the body.
    await new Promise<void>((waiting) => socket.once('data', () => waiting()).write(head));
    socket.resetAndDestroy();
    await door.close();
    assert.deepEqual(passed, []);
  });

  it('answers what is under way before it closes, and then nobody', async (t) => {
    let release = () => {};
    let begun = () => {};
    const waiting = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const hesitate = () => {
      begun();
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const door = await open(t, { hesitate });
    const asked = request(`${door.origin}/identity/v3`);
    await waiting;
    const closed = door.close();
    release();
    const answer = await asked;
    assert.equal(answer.statusCode, 200);
    await answer.body.dump();
    await closed;
    await assert.rejects(request(`${door.origin}/identity/v3`), /ECONNREFUSED/);
  });

  it('says where it cannot listen', async (t) => {
    const { origin } = await open(t);
    await assert.rejects(open(t, { port: Number(new URL(origin).port) }), { code: 'EADDRINUSE' });
  });
});
