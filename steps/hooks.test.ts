import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answered, isAction, madeServers, type Rewrite } from '../targets/arranging/wrapped-target.test';
import { keepSecret } from '../targets/redact';
import { scenario } from './made-up.test';
import { openSession, session } from './session';

const rescue = `
  Given a volume-backed server on a capable host
  When its rescue is asked for at 2.87
  Then every answer is an acceptance`;

describe('a scenario', () => {
  it('that cannot be arranged is skipped, and says why', async (t) => {
    const steps = rescue.replace('a capable host', 'a host that does not report the trait');
    const { verdict, reason, scenario: ended } = await scenario(t, steps, { callers: ['owner', 'nobody'] });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /zones\.incapable/);
    assert.equal(ended.status, 'SKIPPED');
    assert.equal(ended.error, undefined);
  });

  it('is skipped where the run was interrupted, and nothing more is sent', async (t) => {
    const { verdict, reason, target } = await scenario(t, rescue, { interrupted: () => true });
    assert.equal(verdict, 'not-applicable');
    assert.equal(reason, 'the run was interrupted');
    assert.deepEqual(target.sent, []);
  });

  it('leaves its server to the end of the run, where that is interrupted meanwhile', async (t) => {
    let asked = false;
    const note: Rewrite = (request) => {
      asked ||= isAction('rescue')(request) && Object.keys(request.headers ?? {}).length > 0;
      return undefined;
    };
    const { verdict, actions, ledger } = await scenario(t, rescue, { interrupted: () => asked, rewrites: [note] });
    assert.equal(verdict, 'conforms');
    assert.equal(actions('unrescue').length, 1, 'the preflight’s alone');
    assert.ok(ledger.open().some(({ kind }) => kind === 'server'));
  });

  it('gives its server back, for the next one', async (t) => {
    const run = await scenario(t, rescue);
    const made = madeServers(run.target).length;
    await scenario(t, rescue, { run });
    assert.equal(madeServers(run.target).length, made);
  });

  it('keeps the last exchange where all is well, and no secret', async (t) => {
    const { scenario: ended } = await scenario(t, rescue);
    const { samples, expected, actual, exchanges } = ended.evidence;
    assert.deepEqual({ samples, expected, actual }, { samples: 1, expected: null, actual: null });
    assert.equal(exchanges.length, 1);
    assert.deepEqual(exchanges[0]?.response.body, { adminPass: '[redacted]' });
    assert.match(exchanges[0]?.requestId ?? '', /^req-/);
  });

  it('keeps five exchanges that show what is wrong, and what was expected', async (t) => {
    const steps = `Given a volume-backed server on a host that does not report the trait
      When its rescue is asked for at every microversion from 2.87 on
      Then every refusal is a 400`;
    const { scenario: ended } = await scenario(t, steps, { simulator: { departure: 'refusal-is-400' } });
    assert.equal(ended.evidence.samples, 19);
    assert.equal(ended.evidence.expected, 'every refusal to be a 400');
    assert.match(ended.evidence.actual ?? '', /^at 2\.87: .*→ 409/);
    assert.deepEqual(
      ended.evidence.exchanges.map(({ request }) => request.headers['OpenStack-API-Version']),
      [87, 88, 89, 90, 91].map((minor) => `compute 2.${minor}`),
    );
  });

  it('tells no secret, whatever it ends in', async (t) => {
    keepSecret('a-token-to-keep');
    const leaking: Rewrite = (request) =>
      isAction('rescue')(request) ? answered(request, 400, 'refused for a-token-to-keep') : undefined;
    const inconclusive = await scenario(t, rescue, { rewrites: [leaking] });
    assert.equal(inconclusive.verdict, 'inconclusive');
    assert.match(inconclusive.reason ?? '', /refused for \[redacted\]/);
    const unbuilt: Rewrite = (request) =>
      request.method === 'POST' && request.path === '/servers'
        ? answered(request, 400, 'no a-token-to-keep')
        : undefined;
    const skipped = await scenario(t, rescue, { rewrites: [unbuilt] });
    assert.equal(skipped.verdict, 'not-applicable');
    assert.match(skipped.reason ?? '', /no \[redacted\]/);
    assert.ok(!JSON.stringify([inconclusive.scenario, skipped.scenario]).includes('a-token-to-keep'));
  });

  it('lets what is no error pass as it is', async (t) => {
    const odd: Rewrite = () => {
      throw 'no error at all';
    };
    const { verdict, reason } = await scenario(t, rescue, { rewrites: [odd] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /an error of ours/);
  });

  it('is only planned where that is all that is wanted', async (t) => {
    const planned = await scenario(t, rescue, { planning: true });
    assert.equal(planned.verdict, 'not-applicable');
    assert.equal(planned.reason, 'would run: a volume-backed server on a host capable in zone rescue-bfv');
    for (const [step, words] of [
      ['When the version document is read without a token', 'would run: reads the version document'],
      ['When the list of traits is read', 'would run: reads the list of traits'],
      ['When the traits of each libvirt host are read', 'would run: reads the traits of sim-libvirt'],
    ] as const)
      assert.equal((await scenario(t, step, { planning: true })).reason, words);
    assert.ok(planned.target.sent.every(({ request }) => request.method === 'GET'));
  });
});

describe('a session', () => {
  it('must be open', () => {
    openSession(undefined);
    assert.throws(() => session(), /no session is open: start the scenarios with nova-rescue run/);
  });
});
