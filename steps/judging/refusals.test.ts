import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, isAction, type Rewrite, withBody } from '../../targets/arranging/wrapped-target.test';
import { scenario } from '../made-up.test';

type Made = readonly [status: number, message?: string | undefined];

/** The verdict where the rescues that name a microversion are answered so, one after the other; SERVER is the server's id. */
async function verdictOn(t: TestContext, asking: string, answer: string, ...answers: readonly Made[]) {
  const left = [...answers];
  const made: Rewrite = (request) => {
    const next =
      isAction('rescue')(request) && Object.keys(request.headers ?? {}).length > 0 ? left.shift() : undefined;
    if (!next) return undefined;
    const [status, message] = next;
    const id = request.path.split('/')[2] ?? '';
    return answered(request, status, { badRequest: { code: status, message: message?.replace('SERVER', id) } });
  };
  const steps = `Given a volume-backed server on a capable host\nWhen its rescue is asked for ${asking}\nThen every ${answer}`;
  return (await scenario(t, steps, { rewrites: [made] })).verdict;
}

describe('“every refusal names the server and a reason”', () => {
  const on = (t: TestContext, ...made: readonly Made[]) =>
    verdictOn(t, 'at 2.87', 'refusal names the server and a reason', ...made);

  it('looks for both in the message', async (t) => {
    assert.equal(await on(t, [400, 'Instance SERVER cannot be rescued: no']), 'conforms');
    assert.equal(await on(t, [409, 'SERVER: pas possible']), 'conforms');
    for (const message of ['Cannot be rescued', 'SERVER', '400 SERVER !', '', undefined])
      assert.equal(await on(t, [400, message]), 'violates', message);
  });

  it('judges no other answer', async (t) => {
    for (const status of [200, 401, 503]) assert.equal(await on(t, [status, 'SERVER']), 'inconclusive', `${status}`);
  });
});

describe('“every answer is an acceptance, or a refusal that names the image”', () => {
  const steps = `Given an image-backed server on any host
    When its rescue with the snapshot of a volume-backed server is asked for without a microversion
    Then every answer is an acceptance, or a refusal that names the image`;
  const refusing =
    (status: number, message: (image: string) => string): Rewrite =>
    (request) => {
      const { rescue } = (request.body ?? {}) as { rescue?: { rescue_image_ref?: string } | null };
      // The preflight's rescue is let through: it comes first, with another image.
      if (!rescue?.rescue_image_ref || !isAction('rescue')(request)) return undefined;
      first ??= rescue.rescue_image_ref;
      if (rescue.rescue_image_ref === first) return undefined;
      return answered(request, status, { badRequest: { code: status, message: message(rescue.rescue_image_ref) } });
    };
  let first: string | undefined;
  const on = async (t: TestContext, ...[status, message]: Parameters<typeof refusing>) => {
    first = undefined;
    return (await scenario(t, steps, { rewrites: [refusing(status, message)] })).verdict;
  };

  it('looks for the image in the message of a refusal only', async (t) => {
    assert.equal(await on(t, 400, (image) => `Requested rescue image '${image}' is not supported`), 'conforms');
    assert.equal(await on(t, 400, () => 'Requested rescue image is not supported'), 'violates');
    assert.equal(await on(t, 503, () => ''), 'inconclusive');
    assert.equal((await scenario(t, steps, { simulator: { edition: 'nova-21.0' } })).verdict, 'conforms');
  });

  it('needs a request that names one', async (t) => {
    const without = steps.replace('with the snapshot of a volume-backed server', 'without an image');
    const { verdict, reason } = await scenario(t, without);
    assert.equal(verdict, 'inconclusive');
    assert.equal(reason, 'an error of ours: Error: the request names no image');
  });
});

describe('“every refusal gives a reason of its own”', () => {
  const on = (t: TestContext, ...made: readonly Made[]) =>
    verdictOn(t, 'at 2.86 and at 2.87', 'refusal gives a reason of its own', ...made);

  it('compares the messages', async (t) => {
    assert.equal(await on(t, [400, 'one'], [400, 'another']), 'conforms');
    assert.equal(await on(t, [400, 'the same'], [400, 'the same']), 'violates');
    assert.equal(await on(t, [400, 'the same'], [403, 'the same']), 'violates');
  });

  it('says nothing where there is but one refusal', async (t) => {
    assert.equal(await on(t, [400, 'one'], [503]), 'inconclusive');
    assert.equal(await on(t, [400, 'one']), 'inconclusive', 'the other was accepted');
  });
});

describe('“every answer is the same refusal”', () => {
  const on = (t: TestContext, ...made: readonly Made[]) =>
    verdictOn(t, 'at 2.87, twice', 'answer is the same refusal', ...made);

  it('compares whole answers', async (t) => {
    assert.equal(await on(t, [400, 'one'], [400, 'one']), 'conforms');
    assert.equal(await on(t, [400, 'one'], [400, 'another']), 'violates');
    assert.equal(await on(t, [400, 'one'], [403, 'one']), 'violates');
    assert.equal(await on(t, [400, 'one']), 'violates', 'the second time it was accepted');
  });

  it('counts what the first refusal has left behind', async (t) => {
    let refused = 0;
    const busy: Rewrite = async (request, pass) => {
      if (isAction('rescue')(request) && Object.keys(request.headers ?? {}).length > 0) {
        refused += 1;
        return answered(request, refused === 1 ? 400 : 409, { badRequest: { code: 400, message: 'no' } });
      }
      if (refused === 0 || request.method !== 'GET' || !/^\/servers\/[^/]+$/.test(request.path)) return undefined;
      const server = { status: 'ACTIVE', 'OS-EXT-STS:task_state': 'rescuing' };
      return withBody(await pass(request), () => ({ server }));
    };
    const steps = `Given a volume-backed server on a capable host
      When its rescue is asked for at 2.87, twice
      Then every answer is the same refusal`;
    const configuration = { zones: { capable: ['rescue-bfv'] } };
    assert.equal((await scenario(t, steps, { rewrites: [busy], configuration })).verdict, 'violates');
  });

  it('says nothing where the first was no refusal, or the second no answer', async (t) => {
    assert.equal(await on(t), 'inconclusive', 'accepted twice');
    assert.equal(await on(t, [503], [400, 'one']), 'inconclusive');
    assert.equal(await on(t, [400, 'one'], [503]), 'inconclusive');
  });
});

it('what has been refused is refused without the opt-in, or the matter stays open', async (t) => {
  const steps = `Given a volume-backed server on a capable host
    And it has been refused a rescue without the opt-in
    When its rescue is asked for at 2.87
    Then every answer is an acceptance`;
  assert.equal((await scenario(t, steps)).verdict, 'conforms');
  const { verdict, reason } = await scenario(t, steps, { simulator: { departure: 'bfv-needs-microversion' } });
  assert.equal(verdict, 'inconclusive');
  assert.match(reason ?? '', /^it is not refused without a microversion: POST/);
});
