import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, isAction, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { type MadeUp, scenario } from '../made-up.test';

/** Answers each rescue that opts in so, the preflight's is left alone. */
const answering = (...answers: readonly (readonly [status: number, body?: unknown])[]): Rewrite => {
  const left = [...answers];
  return (request) => {
    if (!isAction('rescue')(request) || Object.keys(request.headers ?? {}).length === 0) return undefined;
    const [status, body] = (left.length > 1 ? left.shift() : left[0]) ?? [599];
    return answered(request, status, body);
  };
};

const fault = (code: number, name = 'badRequest') => ({ [name]: { code, message: 'no' } });

/** The verdict on one answer to a rescue at 2.87. */
async function verdictOn(t: TestContext, noun: string, status: number, body: unknown = '', options: MadeUp = {}) {
  const steps = `Given a volume-backed server on a capable host\nWhen its rescue is asked for at 2.87\nThen every ${noun}`;
  const { verdict } = await scenario(t, steps, { rewrites: [answering([status, body])], ...options });
  return verdict;
}

/** For each noun what is said of which status, with a body as that status has it. */
const verdicts = {
  'answer is an acceptance': {
    conforms: [200, 202],
    violates: [400, 403, 404, 409],
    inconclusive: [302, 401, 408, 429, 500, 501, 503],
  },
  'answer is a refusal': {
    conforms: [400, 403, 404, 409],
    violates: [200, 202],
    inconclusive: [401, 408, 429, 500, 501, 503],
  },
  'answer is an acceptance, or a 406 where that is above the newest': {
    conforms: [200, 406],
    violates: [400, 409],
    inconclusive: [401, 503],
  },
  'refusal is a 400': { conforms: [400], violates: [403, 404, 409, 500, 501], inconclusive: [200, 401, 429, 502, 503] },
  'answer is a 200': { conforms: [200], violates: [202, 400, 500], inconclusive: [401, 429, 503] },
  'answer is a 406': { conforms: [406], violates: [200, 400], inconclusive: [401, 503] },
} as const;

describe('a judgement of answers', () => {
  for (const [noun, expected] of Object.entries(verdicts)) {
    it(`“every ${noun}” tells them by their status`, async (t) => {
      for (const [verdict, statuses] of Object.entries(expected))
        for (const status of statuses)
          assert.equal(await verdictOn(t, noun, status, fault(status)), verdict, `${status}`);
    });
  }

  it('“every refusal is a fault …” looks at the body', async (t) => {
    const on = (status: number, body: unknown) =>
      verdictOn(t, 'refusal is a fault with its code and a message', status, body);
    assert.equal(await on(400, fault(400)), 'conforms');
    assert.equal(await on(409, fault(409, 'conflictingRequest')), 'conforms');
    for (const body of [
      '',
      '<html>',
      [],
      {},
      { ...fault(400), more: 1 },
      fault(409),
      fault(400, 'error'),
      { badRequest: { code: 400, message: '' } },
      { badRequest: 'no' },
    ])
      assert.equal(await on(400, body), 'violates', JSON.stringify(body));
    assert.equal(await on(200, {}), 'inconclusive', 'an acceptance is no refusal');
    assert.equal(await on(503, fault(503)), 'inconclusive');
  });

  it('“every answer is a 200 with adminPass” looks at the password', async (t) => {
    const on = (status: number, body: unknown) => verdictOn(t, 'answer is a 200 with adminPass', status, body);
    assert.equal(await on(200, { adminPass: 'generated' }), 'conforms');
    assert.equal(await on(200, {}), 'conforms', 'passwords may be hidden');
    assert.equal(await on(202, { adminPass: 'generated' }), 'violates');
    assert.equal(await on(200, { other: 1 }), 'violates');
    assert.equal(await on(200, ''), 'violates');
    assert.equal(await on(400, fault(400)), 'inconclusive');
  });

  it('… and whether it is the one given', async (t) => {
    const steps = `Given an image-backed server on any host
      When its rescue with any adminPass is asked for without a microversion
      Then every answer is a 200 with adminPass`;
    let rescues = 0;
    const other: Rewrite = async (request, pass) => {
      rescues += isAction('rescue')(request) ? 1 : 0;
      if (!isAction('rescue')(request) || rescues === 1) return undefined;
      const exchange = await pass(request);
      return { ...exchange, reply: { ...exchange.reply, json: { adminPass: 'another' } } };
    };
    const { verdict, reason } = await scenario(t, steps, { rewrites: [other] });
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /with a password of 0 letters/);
    assert.match(reason ?? '', /and 4 more of 5/);
  });

  it('“every answer is a 202 without a body” looks at both', async (t) => {
    const on = (status: number, body: unknown) => verdictOn(t, 'answer is a 202 without a body', status, body);
    assert.equal(await on(202, ''), 'conforms');
    assert.equal(await on(202, {}), 'violates');
    assert.equal(await on(204, ''), 'violates');
    assert.equal(await on(503, ''), 'inconclusive');
  });
});

it('a page of HTML accepts nothing, and refuses nothing', async (t) => {
  for (const noun of ['answer is an acceptance', 'answer is a refusal', 'answer is a 200 with adminPass'])
    assert.equal(await verdictOn(t, noun, 200, '<html>'), 'inconclusive', noun);
});

describe('a judgement of several answers', () => {
  const steps = `Given a volume-backed server on a host that does not report the trait
    When its rescue is asked for at every microversion from 2.87 on
    Then every refusal is a 400`;

  it('shows the first that is wrong, and how many more are', async (t) => {
    const {
      verdict,
      reason,
      scenario: ended,
    } = await scenario(t, steps, {
      rewrites: [
        answering([400, fault(400)], [400, fault(400)], [409, fault(409)], [409, fault(409)], [400, fault(400)]),
      ],
    });
    assert.equal(verdict, 'violates');
    assert.match(
      reason ?? '',
      /^expected every refusal to be a 400, but at 2\.89: POST .* → 409 .*\(and 1 more of 19\)$/,
    );
    assert.deepEqual(
      ended.evidence.exchanges.map(({ response }) => response.status),
      [409, 409],
    );
  });

  it('counts a violation before what could not be told', async (t) => {
    const rewrites = [answering([503], [409, fault(409)], [400, fault(400)])];
    assert.equal((await scenario(t, steps, { rewrites })).verdict, 'violates');
  });

  it('could not tell where one answer could not', async (t) => {
    const { verdict, reason } = await scenario(
      t,
      steps.replace('every refusal is a 400', 'every answer is a refusal'),
      {
        rewrites: [answering([400, fault(400)], [503, 'try later'], [400, fault(400)])],
      },
    );
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^neither accepted nor refused at 2\.88: .*503 try later/);
  });

  it('says so where no answer is of the kind that is judged', async (t) => {
    const { verdict, reason } = await scenario(t, steps, { rewrites: [answering([503])] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^no answer was of the kind that is judged here; at 2\.87:/);
  });

  it('judges nothing where nothing was asked', async (t) => {
    for (const judgement of [
      'every answer is a refusal',
      'it becomes RESCUE',
      'it does not become RESCUE',
      'the answers are alike',
      'the answers are different',
      'nothing about it has changed',
    ]) {
      const { verdict } = await scenario(t, `Given a volume-backed server on a capable host\nThen ${judgement}`);
      assert.equal(verdict, 'inconclusive', judgement);
    }
  });
});
