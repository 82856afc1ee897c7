import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, isAction, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { type MadeUp, scenario } from '../made-up.test';

/** What was sent for a request in these words after the preflight, each body as text. */
async function bodiesOf(t: TestContext, request: string, options: MadeUp = {}) {
  const steps = `Given an image-backed server on any host\nWhen ${request} is asked for without a microversion`;
  const { target, scenario: ended, verdict, reason } = await scenario(t, steps, options);
  assert.equal(verdict, 'conforms', reason ?? '');
  const asked = target.sent.filter(
    // What brings the server back between two of them is left out.
    ({ request: { method, path, body } }) =>
      method === 'POST' && path.endsWith('/action') && JSON.stringify(body) !== '{"unrescue":null}',
  );
  const last = asked.slice(-ended.evidence.samples);
  const text = (body: unknown) =>
    body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : (JSON.stringify(body) ?? '');
  return { exchanges: last, bodies: last.map((exchange) => text(exchange.request.body)) };
}

const same = async (t: TestContext, request: string) => {
  const one = await bodiesOf(t, request, { seed: 5, samples: 6 });
  assert.deepEqual(
    (await bodiesOf(t, request, { seed: 5, samples: 6 })).bodies,
    one.bodies,
    'the same from the same seed',
  );
  assert.notDeepEqual((await bodiesOf(t, request, { seed: 6, samples: 6 })).bodies, one.bodies, 'others from another');
};

const statuses = (exchanges: readonly { reply: { status: number } }[]) => [
  ...new Set(exchanges.map(({ reply }) => reply.status)),
];

describe('a request that is malformed', () => {
  it('has a body that no rescue has', async (t) => {
    const request = 'its rescue with any body that is not allowed';
    const { exchanges, bodies } = await bodiesOf(t, request, { samples: 300 });
    assert.deepEqual(statuses(exchanges), [400], 'each is refused, and was sent');
    assert.equal(bodies.length, 11 + 300);
    for (const part of ['adminPass', 'rescue_image_ref', '{"rescue":[', '{"rescue":true', '{"rescue":"'])
      assert.ok(
        bodies.slice(11).some((body) => body.includes(part)),
        part,
      );
    await same(t, request);
  });

  it('has text that is no JSON, or not exactly one key', async (t) => {
    const request = 'its rescue with a body that is no single action';
    const { exchanges, bodies } = await bodiesOf(t, request, { samples: 300 });
    assert.deepEqual(statuses(exchanges), [400]);
    assert.equal(exchanges[0]?.request.body, undefined, 'no body at all');
    for (const body of bodies) assert.throws(() => assert.equal(Object.keys(JSON.parse(body)).length, 1), body);
    await same(t, request);
  });

  it('names an action that there is not', async (t) => {
    const { exchanges } = await bodiesOf(t, 'an action that does not exist', { samples: 30 });
    assert.deepEqual(statuses(exchanges), [400]);
    assert.ok(exchanges.every(({ reply }) => reply.text.includes('There is no such action')));
    await same(t, 'an action that does not exist');
  });

  it('is about a server that is not there', async (t) => {
    const { exchanges } = await bodiesOf(t, 'the rescue of a server that does not exist');
    assert.deepEqual(
      exchanges.map(({ reply }) => reply.status),
      [404, 404],
    );
    assert.match(exchanges[1]?.request.path ?? '', /^\/servers\/[0-9a-f]{8}-[0-9a-f-]{27}\/action$/);
    const wrong = await bodiesOf(t, 'the rescue of a server that does not exist, with a body that is not allowed,');
    assert.deepEqual(
      wrong.exchanges.map(({ reply }) => reply.status),
      [400, 400],
    );
  });

  it('says that it is of another type', async (t) => {
    const { exchanges, bodies } = await bodiesOf(t, 'its rescue in another type than JSON');
    assert.deepEqual(statuses(exchanges), [415]);
    assert.deepEqual([...new Set(bodies)], ['{"rescue": null}']);
    assert.equal(new Set(exchanges.map(({ request }) => request.headers?.['Content-Type'])).size, exchanges.length);
  });

  it('is malformed in any way, and never accepted', async (t) => {
    const request = 'its rescue, malformed in any way,';
    const { exchanges, bodies } = await bodiesOf(t, request, { samples: 300 });
    assert.deepEqual(statuses(exchanges).sort(), [400, 404]);
    assert.ok(
      bodies.some((body) => body.startsWith('['.repeat(400))),
      'deep',
    );
    assert.ok(
      bodies.every((body) => !body.includes('['.repeat(401))),
      'but not too deep for a real Nova',
    );
    assert.ok(
      bodies.some(({ length }) => length > 50_000),
      'long',
    );
    assert.ok(
      bodies.every(({ length }) => length < 100_000),
      'but no longer than a real Nova takes',
    );
    await same(t, request);
  });
});

describe('a request that is well-formed', () => {
  it('has every kind of body that is allowed', async (t) => {
    const steps = `Given an image-backed server on any host
      When its rescue with every kind of body that is allowed is asked for without a microversion
      Then every answer is an acceptance`;
    const { verdict, actions } = await scenario(t, steps);
    assert.equal(verdict, 'conforms');
    const kinds = actions('rescue').map(({ request }) =>
      Object.keys((request.body as { rescue: object | null }).rescue ?? {}).join(),
    );
    assert.deepEqual(kinds.slice(1), ['', '', 'adminPass', 'rescue_image_ref', 'adminPass,rescue_image_ref']);
  });

  it('is accepted as JSON, as text/plain and without a type', async (t) => {
    const { exchanges } = await bodiesOf(t, 'its rescue as JSON, as text/plain and without a type');
    assert.deepEqual(
      exchanges.map(({ request }) => request.headers?.['Content-Type']),
      ['application/json; charset=utf-8', 'text/plain', ''],
    );
    assert.deepEqual(statuses(exchanges), [200]);
  });
});

describe('“every answer is no server error”', () => {
  const on = async (t: TestContext, status: number) => {
    const made: Rewrite = (request) =>
      isAction('rescue')(request) && Object.keys(request.headers ?? {}).length > 0
        ? answered(request, status, {})
        : undefined;
    const steps = `Given an image-backed server on any host
      When its rescue is asked for at 2.87
      Then every answer is no server error`;
    return (await scenario(t, steps, { rewrites: [made] })).verdict;
  };

  it('tells by the status, and says nothing of a gateway’s', async (t) => {
    for (const status of [400, 404, 409, 413]) assert.equal(await on(t, status), 'conforms', `${status}`);
    for (const status of [500, 501]) assert.equal(await on(t, status), 'violates', `${status}`);
    for (const status of [401, 429, 502, 503, 504]) assert.equal(await on(t, status), 'inconclusive', `${status}`);
  });
});
