import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, isAction, type Rewrite, withBody, wrappedTarget } from '../../targets/arranging/wrapped-target.test';
import { at, listAt } from '../../targets/clients/reading';
import { type MadeUp, scenario } from '../made-up.test';

const steps = `Given an image-backed server on any host
  When two rescues are asked for at once
  Then it accepts no more than one`;
const atOnce = (t: TestContext, options: MadeUp = {}) => scenario(t, steps, options);
const under = { simulator: { departure: 'one-winner' } } as const;

/** Answers the rescues after the preflight's so; undefined: as the simulator does. */
function rescues(...statuses: readonly (number | undefined)[]): Rewrite {
  let count = 0;
  return (request) => {
    if (!isAction('rescue')(request)) return undefined;
    const status = statuses[count - 1];
    count += 1;
    return status === undefined ? undefined : answered(request, status, {});
  };
}

/** Shows the server in RESCUE whenever it is first looked at after two rescues. */
function rescuedAfterBoth(): Rewrite {
  let count = 0;
  let looked = 1;
  return async (request, pass) => {
    if (isAction('rescue')(request)) count += 1;
    // The preflight's is the first of them.
    if (request.method !== 'GET' || count % 2 === 0 || count === looked) return undefined;
    looked = count;
    return withBody(await pass(request), (json) => ({ server: { ...Object(at(json, 'server')), status: 'RESCUE' } }));
  };
}

/** Shows the server so when it is first looked at after both rescues. */
function shownAfterBoth(shown: object): Rewrite {
  let count = 0;
  return async (request, pass) => {
    if (isAction('rescue')(request)) count += 1;
    // The preflight's is the first of them.
    if (count !== 3 || request.method !== 'GET') return undefined;
    count += 1;
    return withBody(await pass(request), (json) => ({ server: { ...Object(at(json, 'server')), ...shown } }));
  };
}

describe('rescues at once', () => {
  it('are two requests, of which one wins', async (t) => {
    const { verdict, actions, scenario: ended } = await atOnce(t);
    assert.equal(verdict, 'conforms');
    assert.deepEqual(
      actions('rescue').map(({ reply }) => reply.status),
      [200, 200, 409],
      'the first is the preflight’s',
    );
    assert.equal(ended.evidence.samples, 2);
  });

  it('violate where both are accepted, and neither had ended', async (t) => {
    const { verdict, reason } = await atOnce(t, under);
    assert.equal(verdict, 'violates');
    assert.match(
      reason ?? '',
      /no second rescue to be accepted during the first, but both were accepted and under way/,
    );
  });

  it('are open where the first may have ended before the second began', async (t) => {
    for (const shown of [{ status: 'RESCUE' }, { 'OS-EXT-STS:task_state': null }]) {
      const { verdict, reason } = await atOnce(t, { ...under, rewrites: [shownAfterBoth(shown)] });
      assert.equal(verdict, 'inconclusive');
      assert.match(reason ?? '', /may have come one after the other/);
    }
  });

  it('are open where one has failed, and so made room for the other', async (t) => {
    const failed: Rewrite = async (request, pass) =>
      request.path.endsWith('/os-instance-actions')
        ? withBody(await pass(request), (json) => ({
            instanceActions: listAt(json, 'instanceActions').map((action) => ({ ...Object(action), message: 'Error' })),
          }))
        : undefined;
    const active: Rewrite = shownAfterBoth({ status: 'ACTIVE', 'OS-EXT-STS:task_state': 'rescuing' });
    const never: Rewrite = async (request, pass) =>
      /^\/servers\/[0-9a-f-]{36}$/.test(request.path) && request.method === 'GET'
        ? withBody(await pass(request), (json) =>
            at(json, 'server', 'status') === 'RESCUE'
              ? { server: { ...Object(at(json, 'server')), status: 'ACTIVE' } }
              : json,
          )
        : undefined;
    const { verdict } = await atOnce(t, { ...under, rewrites: [active, failed, never] });
    assert.equal(verdict, 'inconclusive');
  });

  it('are sent again to a real cloud, where they may not have met', async (t) => {
    const { verdict, actions } = await atOnce(t, { on: { ...wrappedTarget(), kind: 'cloud' } });
    assert.equal(verdict, 'conforms');
    const statuses = actions('rescue').map(({ reply }) => reply.status);
    assert.deepEqual(statuses, [200, 200, 409, 200, 409, 200, 409], 'the first is the preflight’s');
    const broken = wrappedTarget({ simulator: { departure: 'one-winner' } });
    const noticed = await atOnce(t, { on: { ...broken, kind: 'cloud' } });
    assert.equal(noticed.verdict, 'violates');
    assert.equal(noticed.actions('rescue').length, 3, 'once is enough');
  });

  it('are sent until a round tells something, and no later one that does not takes its place', async (t) => {
    const refused = 409;
    const meets = [undefined, 200, undefined, refused, undefined, 200] as const;
    const { verdict, actions } = await atOnce(t, {
      on: { ...wrappedTarget({ rewrites: [rescuedAfterBoth(), rescues(...meets)] }), kind: 'cloud' },
    });
    assert.equal(verdict, 'conforms');
    assert.equal(actions('rescue').length, 1 + 2 * 5, 'the first is the preflight’s; two rounds tell nothing');
  });

  it('are open on a real cloud where they never meet', async (t) => {
    const never = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? undefined : 200));
    const { verdict, actions } = await atOnce(t, {
      on: { ...wrappedTarget({ rewrites: [rescuedAfterBoth(), rescues(...never)] }), kind: 'cloud' },
    });
    assert.equal(verdict, 'inconclusive');
    assert.equal(actions('rescue').length, 1 + 2 * 8, 'the first is the preflight’s');
  });

  it('let the loser be answered 500, as Nova does, but not by a gateway', async (t) => {
    assert.equal((await atOnce(t, { rewrites: [rescues(500)] })).verdict, 'conforms');
    const { verdict, reason } = await atOnce(t, { rewrites: [rescues(undefined, 503)] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^one was not answered at once, the other: .*503/);
  });

  it('are open where neither wins', async (t) => {
    const { verdict, reason } = await atOnce(t, { rewrites: [rescues(409, 409)] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^neither was accepted at once, one: /);
  });
});
