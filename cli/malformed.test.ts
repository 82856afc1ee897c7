import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Dispatcher, request } from 'undici';
import { type Ask, newScene, onTheWire, type Scene } from '../simulator/malformed/scene.test';
import { brokenBytes, type Delivery } from './testing/broken-bytes.test';
import { workplace } from './testing/command-line.test';

/** `npm run test:malformed` sends 10 000. */
const count = Number(process.env.MALFORMED ?? 600);
const seed = Number(process.env.SEED ?? 20_261_123);
const tokens = { owner: 'owner-token', admin: 'admin-token' } as const;

/** Delivers it, and reads until the connection has ended, whoever ends it. */
const answersTo = (port: number, { pieces, end }: Delivery): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).setEncoding('latin1');
    let text = '';
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    // A server may end a connection that it has heard enough of.
    socket.on('error', () => undefined).on('end', () => socket.end());
    socket.on('close', () => resolve(text));
    const write = (index: number): void => {
      const piece = pieces[index];
      if (piece && socket.writable) socket.write(piece, () => setImmediate(write, index + 1));
      else if (end === 'reset') socket.resetAndDestroy();
      else socket.end();
    };
    write(0);
  });

/** @returns what is wrong with the answers; undefined for nothing */
function wrongIn(answers: string, changing: boolean): string | undefined {
  for (const [, status = '', head = ''] of answers.matchAll(/HTTP\/1\.1 (\d{3}) [A-Z][^\r]*\r\n((?:[^\r]+\r\n)*)/g)) {
    const isNamed = status === '501' && /^x-not-simulated:/im.test(head);
    if (status >= '500' && !isNamed && !answers.includes('The server has either erred or is incapable')) return status;
    if (changing && status.startsWith('2')) return status;
  }
  return undefined;
}

/** All that its APIs show of a cloud. */
async function stateOf(ask: Ask, { server, rescued, provider }: Scene): Promise<string> {
  const asAdmin = ['flavors/detail', 'servers/detail?all_tenants=1', `servers/${server}`, `servers/${rescued}`];
  const paths = [
    ...asAdmin.map((path) => `/compute/v2.1/${path}`),
    ...[server, rescued].map((id) => `/compute/v2.1/servers/${id}/os-instance-actions`),
    ...['networks', 'subnets', 'ports', 'security-groups'].map((path) => `/network/v2.0/${path}`),
    ...['users', 'projects', 'roles', 'role_assignments', 'domains'].map((path) => `/identity/v3/${path}`),
    ...['/image/v2/images', `/placement/resource_providers/${provider}/traits`],
  ];
  const shown = [];
  for (const path of paths) shown.push(path, (await ask('admin', 'GET', path)).json);
  for (const path of ['/compute/v2.1/servers/detail', '/volume/v3/volumes/detail'])
    shown.push(path, (await ask('owner', 'GET', path)).json);
  return JSON.stringify(shown, null, 1);
}

/** The most memory that a process has had, in MiB; 0 where the system does not say. */
function mostMemory(pid: number): number {
  const file = `/proc/${pid}/status`;
  const [, kibibytes = '0'] = (existsSync(file) && /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))) || [];
  return Number(kibibytes) / 1024;
}

test(`serve outlives ${count} malformed requests, and nothing has changed`, { timeout: 1_800_000 }, async (t) => {
  const place = workplace(t);
  const { child, ended } = place.start('serve', '--edition', 'nova-27.0', '--driver', 'fake', '--time', 'steps');
  const url = await new Promise<string>((resolve) => {
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
      const [, found] = /^# ready: (\S+)/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const ask: Ask = async (who, method, path, body) => {
    const { bytes, headers } = onTheWire(tokens[who], body);
    const options = { method: method as Dispatcher.HttpMethod, headers, ...(bytes.length > 0 && { body: bytes }) };
    const { statusCode, body: answer } = await request(`${url}${path}`, options);
    const text = await answer.text();
    return { status: statusCode, json: text === '' ? undefined : JSON.parse(text) };
  };
  // Ten seconds pass with each look.
  const settle = async () => void (await ask('admin', 'GET', '/compute/v2.1/flavors/detail'));
  const scene = await newScene(ask, tokens, settle);
  const before = await stateOf(ask, scene);

  const port = Number(new URL(url).port);
  const deliveries = brokenBytes(scene);
  const batch = 200;
  for (let sent = 0; sent < count; sent += batch) {
    const sample = { seed: seed + sent, numRuns: Math.min(batch, count - sent) };
    const rest = fc.sample(deliveries, sample).values();
    const deliverer = async () => {
      for (const delivery of rest) {
        const answers = await answersTo(port, delivery);
        const wrong = wrongIn(answers, delivery.changing);
        const shown = () => Buffer.concat(delivery.pieces).toString('latin1').slice(0, 1000);
        assert.equal(
          wrong,
          undefined,
          `of the sample ${JSON.stringify(sample)}:\n${shown()}\nwas answered\n${answers}`,
        );
      }
    };
    await Promise.all(Array.from({ length: 8 }, deliverer));
  }

  assert.equal(await stateOf(ask, scene), before);
  const memory = mostMemory(Number(child.pid));
  t.diagnostic(`seed ${seed}; the most memory it had: ${Math.round(memory)} MiB`);
  assert.ok(memory < 400, `it had ${memory} MiB`);
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [0, '']);
});
