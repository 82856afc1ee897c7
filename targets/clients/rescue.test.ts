import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  type ArrangingOptions,
  always,
  answered,
  arranging,
  isAction,
  type Rewrite,
  withBody,
} from '../arranging/wrapped-target.test';
import type { Exchange } from '../target';
import { showServer } from './compute';
import { at, listAt, textAt } from './reading';
import { bringBack, outcomeOf, sendRescue, sendUnrescue } from './rescue';

const optedIn = { 'OpenStack-API-Version': 'compute 2.87' };

/** A volume-backed server on the host that takes anything, and its rescue: what came of it, and when. */
async function rescued(
  t: TestContext,
  options: ArrangingOptions = {},
  imageRef: 'stable' | 'none' | 'missing' = 'stable',
) {
  const before = arranging(t);
  const server = await before.arranger.arrange({ disk: 'volume', host: 'capable' });
  const { id: stable } = await before.arranger.images.of('stable');
  const run = arranging(t, { ...options, on: before.target });
  const images = { stable, none: undefined, missing: '00000000-0000-4000-8000-000000000000' };
  const accepted = await sendRescue(run.subject, server.id, { headers: optedIn, imageRef: images[imageRef] });
  const outcome = await outcomeOf(run.subject, server.id, accepted);
  return { ...run, outcome, server, accepted };
}

/** Shows servers otherwise than they are. */
const shownAs =
  (fields: object): Rewrite =>
  async (request, pass) => {
    const exchange = await pass(request);
    return request.method === 'GET' && /^\/servers\/[^/]+$/.test(request.path)
      ? withBody(exchange, (json) => ({ server: { ...Object(at(json, 'server')), ...fields } }))
      : exchange;
  };

const active = { status: 'ACTIVE', 'OS-EXT-STS:task_state': null };
const noActions = always('GET', '/servers/', 404, '', ({ path }) => path.includes('os-instance-actions'));
const withoutRequestId: Rewrite = async (request, pass) => {
  const exchange = await pass(request);
  const { 'x-openstack-request-id': _, ...headers } = exchange.reply.headers;
  return { ...exchange, reply: { ...exchange.reply, headers } };
};

describe('a rescue', () => {
  const body = async (t: TestContext, rescue: Parameters<typeof sendRescue>[2]) => {
    const { subject, target } = arranging(t);
    await sendRescue(subject, 'any', rescue);
    return target.sent.at(-1)?.request.body;
  };

  it('names what it is given, and is null where that is nothing', async (t) => {
    assert.deepEqual(await body(t, { headers: {} }), { rescue: null });
    assert.deepEqual(await body(t, { headers: {}, imageRef: 'i' }), { rescue: { rescue_image_ref: 'i' } });
    assert.deepEqual(await body(t, { headers: {}, imageRef: 'i', adminPass: '' }), {
      rescue: { adminPass: '', rescue_image_ref: 'i' },
    });
  });
});

describe('the outcome of an accepted rescue', () => {
  it('is “rescued” once the server is in RESCUE with no task', async (t) => {
    const { outcome, target, server } = await rescued(t);
    assert.deepEqual(outcome, { kind: 'rescued' });
    assert.equal((await showServer(target, server.id))?.status, 'RESCUE');
  });

  it('is “failed” where its action ended in Error, and the server is as it was', async (t) => {
    const { outcome } = await rescued(t, {}, 'missing');
    assert.deepEqual(outcome, { kind: 'failed', status: 'ACTIVE' });
  });

  it('is “failed” by the newest rescue, where the answer carried no request id', async (t) => {
    const { outcome, accepted } = await rescued(t, { rewrites: [withoutRequestId] }, 'missing');
    assert.equal(accepted.reply.headers['x-openstack-request-id'], undefined);
    assert.deepEqual(outcome, { kind: 'failed', status: 'ACTIVE' });
  });

  it('is the fault of a server in ERROR', async (t) => {
    const fault = (message?: string) => ({ status: 'ERROR', ...(message !== undefined && { fault: { message } }) });
    const outcomes = async (message?: string) => (await rescued(t, { rewrites: [shownAs(fault(message))] })).outcome;
    assert.deepEqual(await outcomes('Timed out'), { kind: 'error', fault: 'Timed out' });
    assert.deepEqual(await outcomes(), { kind: 'error', fault: 'no fault is shown' });
    assert.deepEqual(await outcomes('Instance x cannot be rescued: Driver Error: it broke'), {
      kind: 'error',
      fault: 'Instance x cannot be rescued: Driver Error: it broke',
    });
  });

  for (const words of [
    "Requested rescue bus 'fdc' is not supported by the 'qemu' virt driver",
    'Block Device 00000000-0000-0000-0000-000000000001 is not bootable.',
  ]) {
    it(`is no verdict where the driver says: ${words}`, async (t) => {
      const message = `Instance x cannot be rescued: Driver Error: ${words}`;
      const { outcome } = await rescued(t, { rewrites: [shownAs({ status: 'ERROR', fault: { message } })] });
      assert.deepEqual(outcome, { kind: 'unsupported by the driver', fault: message });
    });
  }

  it('is “not in RESCUE” where its action ended well, but the server is something else', async (t) => {
    const { outcome } = await rescued(t, { rewrites: [shownAs(active)] });
    assert.deepEqual(outcome, { kind: 'not in RESCUE', status: 'ACTIVE' });
  });

  it('is not taken from what was shown before the action ended', async (t) => {
    let late = 0;
    const stale: Rewrite = async (request, pass) => {
      const exchange = await shownAs({})(request, pass);
      if (textAt(exchange?.reply.json, 'server', 'status') !== 'RESCUE' || late > 0) return exchange;
      late += 1;
      return shownAs(active)(request, pass);
    };
    const { outcome } = await rescued(t, { rewrites: [stale] });
    assert.deepEqual(outcome, { kind: 'rescued' });
    assert.equal(late, 1);
  });

  for (const [why, options] of [
    ['the cloud lists no actions', { rewrites: [shownAs(active), noActions].reverse() }],
    ['owners do not see events', { rewrites: [shownAs(active)], newest: '2.50' }],
  ] as const) {
    it(`is unknown at the deadline where ${why}`, async (t) => {
      const { outcome } = await rescued(t, options);
      assert.deepEqual(outcome, { kind: 'unknown', why: 'the end of the rescue: not within 180 s' });
    });
  }

  it('is unknown where the rescue is not in the list of actions', async (t) => {
    const others: Rewrite = async (request, pass) =>
      request.path.endsWith('/os-instance-actions')
        ? withBody(await pass(request), (json) => ({
            instanceActions: listAt(json, 'instanceActions').filter((action) => at(action, 'action') !== 'rescue'),
          }))
        : shownAs(active)(request, pass);
    assert.equal((await rescued(t, { rewrites: [others] })).outcome.kind, 'unknown');
  });

  it('is unknown while a task goes on, and where the server is gone', async (t) => {
    const busy = await rescued(t, { rewrites: [shownAs({ 'OS-EXT-STS:task_state': 'rescuing' })] });
    assert.deepEqual(busy.outcome, { kind: 'unknown', why: 'the end of the rescue: not within 180 s' });
    const gone = await rescued(t, { rewrites: [always('GET', '/servers/', 404)] });
    assert.deepEqual(gone.outcome, { kind: 'unknown', why: 'the server is gone' });
  });

  it('is unknown where the server cannot be shown', async (t) => {
    const { outcome } = await rescued(t, { rewrites: [always('GET', '/servers/', 503, 'try later')] });
    assert.equal(outcome.kind, 'unknown');
    assert.match(outcome.kind === 'unknown' ? outcome.why : '', /could not show the server.*503 try later/);
  });

  it('lets an error of ours pass', async (t) => {
    const broken: Rewrite = (request) => {
      if (request.method === 'GET') throw new TypeError('ours');
      return undefined;
    };
    await assert.rejects(rescued(t, { rewrites: [broken] }), TypeError);
  });
});

describe('bringing a server back', () => {
  it('unrescues it', async (t) => {
    const { subject, target, server } = await rescued(t);
    assert.equal(await bringBack(subject, server.id), true);
    assert.equal((await showServer(target, server.id))?.status, 'ACTIVE');
  });

  it('leaves an ACTIVE one alone', async (t) => {
    const { subject, target, server } = await rescued(t, {}, 'missing');
    const before = target.sent.length;
    assert.equal(await bringBack(subject, server.id), true);
    assert.ok(target.sent.slice(before).every(({ request }) => request.method === 'GET'));
  });

  it('fails where the unrescue is refused', async (t) => {
    const refusing = always('POST', '/servers/', 409, '', isAction('unrescue'));
    const { subject, server } = await rescued(t, { rewrites: [refusing] });
    assert.equal(await bringBack(subject, server.id), false);
  });

  it('fails where it is gone by then, or in another state', async (t) => {
    let unrescued = false;
    const gone: Rewrite = (request) => {
      unrescued ||= isAction('unrescue')(request);
      return unrescued && request.method === 'GET' ? answered(request, 404) : undefined;
    };
    const one = await rescued(t, { rewrites: [gone] });
    assert.equal(await bringBack(one.subject, one.server.id), false);
    const other = await rescued(t, { rewrites: [shownAs({ status: 'ERROR' })] });
    assert.equal(await bringBack(other.subject, other.server.id), false);
  });

  it('asks for the unrescue with the headers that it is given', async (t) => {
    const { subject, target, server } = await rescued(t);
    const answer: Exchange = await sendUnrescue(subject, server.id, optedIn);
    assert.equal(answer.reply.status, 202);
    assert.deepEqual(target.sent.at(-1)?.request.headers, optedIn);
  });
});
