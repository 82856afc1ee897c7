import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, isAction, type Rewrite, withBody } from '../../targets/arranging/wrapped-target.test';
import { at, textAt } from '../../targets/clients/reading';
import { type MadeUp, scenario } from '../made-up.test';

/** From the rescue at 2.87 on, shows the server so, and its actions so. */
function afterwards(fields: object | undefined, action?: string | null): Rewrite {
  let asked = false;
  return async (request, pass) => {
    const opted = Object.keys(request.headers ?? {}).length > 0;
    asked ||= isAction('rescue')(request) && opted;
    const exchange = await pass(request);
    if (!asked || request.method !== 'GET') return exchange;
    if (fields && /^\/servers\/[^/]+$/.test(request.path))
      return withBody(exchange, (json) => ({ server: { ...Object(at(json, 'server')), ...fields } }));
    if (action === undefined || !request.path.endsWith('/os-instance-actions')) return exchange;
    return withBody(exchange, (json) => {
      const [first, ...more] = Object(at(json, 'instanceActions')) as object[];
      return { instanceActions: [{ ...first, message: action }, ...more] };
    });
  };
}

const given = 'Given a volume-backed server on a capable host\nWhen its rescue is asked for at 2.87';
const became = (t: TestContext, options: MadeUp) => scenario(t, `${given}\nThen it becomes RESCUE`, options);
const stayedOut = (t: TestContext, options: MadeUp) => scenario(t, `${given}\nThen it does not become RESCUE`, options);

const error = (message: string) => ({ status: 'ERROR', 'OS-EXT-STS:task_state': null, fault: { message } });
const active = { status: 'ACTIVE', 'OS-EXT-STS:task_state': null };
const unsupported = "Driver Error: Requested rescue bus 'fdc' is not supported by the 'qemu' virt driver";

describe('what became of a rescue', () => {
  it('conforms where it came to RESCUE, and violates where that must not be', async (t) => {
    assert.equal((await became(t, {})).verdict, 'conforms');
    const { verdict, reason } = await stayedOut(t, {});
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /^expected the server not to be rescued, but at 2\.87: .* and it became RESCUE$/);
  });

  for (const [what, rewrite, words] of [
    ['failed', () => afterwards(active, 'Error'), /its action ended in Error, and the server is ACTIVE again/],
    ['left the server as it was', () => afterwards(active), /its action ended well, but the server is ACTIVE/],
    ['ended in ERROR', () => afterwards(error('out of space')), /the server went to ERROR: out of space/],
  ] as const) {
    it(`violates where it ${what}, and conforms where it must not be rescued`, async (t) => {
      const { verdict, reason } = await became(t, { rewrites: [rewrite()] });
      assert.equal(verdict, 'violates');
      assert.match(reason ?? '', words);
      assert.equal((await stayedOut(t, { rewrites: [rewrite()] })).verdict, 'conforms');
    });
  }

  it('is not applicable where the driver cannot', async (t) => {
    const { verdict, reason } = await became(t, { rewrites: [afterwards(error(unsupported))] });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /^the driver cannot do what was asked: Driver Error/);
    const { verdict: precondition } = await scenario(
      t,
      'Given a volume-backed server on a capable host\nAnd it can be rescued with an image\nThen it becomes ACTIVE',
      { rewrites: [afterwards(error(unsupported))] },
    );
    assert.equal(precondition, 'not-applicable');
  });

  it('is inconclusive where that cannot be seen', async (t) => {
    const busy = { status: 'ACTIVE', 'OS-EXT-STS:task_state': 'rescuing' };
    for (const judged of [became, stayedOut]) {
      const { verdict, reason } = await judged(t, { rewrites: [afterwards(busy)] });
      assert.equal(verdict, 'inconclusive');
      assert.match(reason ?? '', /the end of the rescue: not within 180 s/);
    }
  });

  const refusing =
    (status: number): Rewrite =>
    (request) =>
      isAction('rescue')(request) && Object.keys(request.headers ?? {}).length > 0
        ? answered(request, status)
        : undefined;

  it('is another rule’s matter where the rescue was refused', async (t) => {
    const { verdict, reason } = await became(t, { rewrites: [refusing(400)] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^no rescue to wait for: at 2\.87/);
    assert.equal((await stayedOut(t, { rewrites: [refusing(400)] })).verdict, 'conforms');
    assert.equal((await stayedOut(t, { rewrites: [refusing(503)] })).verdict, 'inconclusive');
  });

  it('is a mistake of ours after another request', async (t) => {
    const { verdict, reason } = await scenario(
      t,
      'Given an image-backed server on any host\nWhen its details are asked for at 2.87\nThen it becomes RESCUE',
    );
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /an error of ours: Error: .*the last request was no rescue/);
  });
});

describe('a precondition', () => {
  it('that does not hold is no verdict on the rule', async (t) => {
    const refused: Rewrite = (request) =>
      isAction('rescue')(request) && textAt(request.headers, 'OpenStack-API-Version')
        ? answered(request, 400)
        : undefined;
    const { verdict, reason } = await scenario(
      t,
      'Given a volume-backed server on a capable host\nAnd it is in RESCUE',
      {
        rewrites: [refused],
      },
    );
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /it is not rescued with an image and the opt-in/);
  });
});
