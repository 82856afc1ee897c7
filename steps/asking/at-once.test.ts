import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, isAction, type Rewrite } from '../../targets/arranging/wrapped-target.test';
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

/** Shows the events of every action as this. */
const withEvents = (events: readonly object[]): Rewrite => {
  return (request) =>
    request.path.includes('/os-instance-actions/') ? answered(request, 200, { instanceAction: { events } }) : undefined;
};

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
    for (const events of [[{ event: 'compute_rescue_instance', result: 'Success' }]]) {
      const { verdict, reason } = await atOnce(t, { ...under, rewrites: [withEvents(events)] });
      assert.equal(verdict, 'inconclusive');
      assert.match(reason ?? '', /may have come one after the other/);
    }
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
