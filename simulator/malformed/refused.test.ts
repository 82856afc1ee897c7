import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { toGraph } from '../control/graph';
import { handle, type ServedCloud } from '../handle';
import { tokens } from '../identity/people';
import { pass } from '../passing';
import { askedOf } from '../server/asked';
import { newCloud } from '../simulator';
import { wireOf } from '../wire';
import { malformed } from './broken.test';
import { type Ask, newScene, onTheWire } from './scene.test';
import type { Plain } from './valid.test';

const origin = 'http://cloud.invalid';
const seed = 20_261_123;
const numRuns = 4_000;

function send(cloud: ServedCloud, { method, target, headers, body }: Plain) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const asked = askedOf({ method, url: target, headers: lower, httpVersion: '1.1' });
  if (typeof asked === 'number') return { status: asked, headers: {}, body: '' };
  return wireOf(handle(cloud, { ...asked, body }, origin));
}

/** All that the cloud holds, but for how many requests there were. */
function stateOf({ world: { clock, identifiers, ...tables } }: ServedCloud): string {
  return JSON.stringify(toGraph({ ...tables, clock: clock.state, drawn: identifiers.state.count }));
}

/** Real Glance fails over a list in place of an object, in these words; the simulator does as it does. */
const asGlanceFails = (body: string) => body.includes('The server has either erred or is incapable of performing');

it(`${numRuns} malformed requests, seed ${seed}: none is granted, none changes anything, none fails inside`, async () => {
  const cloud = newCloud({ edition: 'nova-27.0', driver: 'fake', seed: 1 });
  const ask: Ask = async (who, method, target, body) => {
    const { bytes, headers } = onTheWire(tokens[who], body);
    const reply = send(cloud, { method, target, headers, body: bytes });
    return { status: reply.status, json: reply.body.length > 0 ? JSON.parse(String(reply.body)) : undefined };
  };
  const scene = await newScene(ask, tokens, async () => pass(cloud, 5_000));
  const details = fc.check(
    fc.property(malformed(scene), (request) => {
      const before = stateOf(cloud);
      const { status, headers, body } = send(cloud, request);
      const failed = status >= 500 && !('X-Not-Simulated' in headers) && !asGlanceFails(String(body));
      assert.ok(!failed, `it was answered ${status} ${body}`);
      if (request.changing) assert.ok(status >= 300, `it was answered ${status}`);
      assert.ok(stateOf(cloud) === before, 'something has changed');
    }),
    { seed, numRuns },
  );
  if (!details.failed) return;
  const [request] = details.counterexample ?? [];
  const shown = request && { ...request, body: request.body.toString('latin1').slice(0, 300) };
  throw new Error(`after ${details.numRuns}: ${JSON.stringify(shown)}: ${details.errorInstance}`);
});
