import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, type Rewrite, withBody } from '../../targets/arranging/wrapped-target.test';
import { at } from '../../targets/clients/reading';
import { type MadeUp, scenario } from '../made-up.test';

const rescued = 'Given a volume-backed server on a capable host\nWhen its rescue is asked for at 2.87';
const refused =
  'Given a volume-backed server on a capable host\nWhen its rescue is asked for at the oldest microversion';

const listed = (t: TestContext, ending: string, options: MadeUp = {}, given = rescued) =>
  scenario(t, `${given}\nThen it ${ending}`, options);

/** Shows the newest action with these fields, in the list and by itself. */
const showing = (fields: object): Rewrite => {
  return async (request, pass) => {
    if (request.method !== 'GET' || !request.path.includes('/os-instance-actions')) return undefined;
    const exchange = await pass(request);
    if (!request.path.endsWith('/os-instance-actions'))
      return withBody(exchange, (json) => ({ instanceAction: { ...Object(at(json, 'instanceAction')), ...fields } }));
    return withBody(exchange, (json) => {
      const [first, ...more] = at(json, 'instanceActions') as object[];
      return { instanceActions: [{ ...first, ...fields }, ...more] };
    });
  };
};

const noList: Rewrite = (request) =>
  request.path.endsWith('/os-instance-actions') ? answered(request, 403) : undefined;

describe('the list of actions', () => {
  it('shows a rescue and an unrescue that went well', async (t) => {
    assert.equal((await listed(t, 'lists the rescue as done')).verdict, 'conforms');
    const there = `${rescued}\nWhen its unrescue is asked for at 2.87`;
    assert.equal((await listed(t, 'lists the unrescue as done', {}, there)).verdict, 'conforms');
    assert.equal((await listed(t, 'lists the rescue as done', { newest: '2.87' })).verdict, 'conforms');
  });

  it('must name it, and say that it went well', async (t) => {
    const under = { simulator: { departure: 'rescue-is-recorded' } } as const;
    const absent = await listed(t, 'lists the rescue as done', under);
    assert.equal(absent.verdict, 'violates');
    assert.match(absent.reason ?? '', /to show the rescue as done, but it lists no new rescue$/);
    for (const [fields, words] of [
      [{ message: 'Error' }, /it lists it as failed$/],
      [
        { events: [{ event: 'compute_rescue_instance', result: 'Error' }] },
        /it lists it as failed in its events only$/,
      ],
    ] as const) {
      const { verdict, reason } = await listed(t, 'lists the rescue as done', { rewrites: [showing(fields)] });
      assert.equal(verdict, 'violates');
      assert.match(reason ?? '', words);
    }
  });

  it('must say of a rescue that failed that it did', async (t) => {
    const failed = { rewrites: [showing({ message: 'Error' })] };
    assert.equal((await listed(t, 'lists the rescue as failed', failed)).verdict, 'conforms');
    const { verdict, reason } = await listed(t, 'lists the rescue as failed');
    assert.equal(verdict, 'violates');
    assert.match(reason ?? '', /to show the rescue as failed, but it lists it as done$/);
  });

  it('is waited for, and a rescue that never ends there says nothing', async (t) => {
    const open = { rewrites: [showing({ events: [{ event: 'compute_rescue_instance', result: null }] })] };
    const { verdict, reason } = await listed(t, 'lists the rescue as done', open);
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^the end of the rescue: not within 180 s/);
  });

  it('need not show events: what does not say that it failed, went well', async (t) => {
    const eventless: Rewrite = (request) =>
      request.path.includes('/os-instance-actions/') ? answered(request, 404) : undefined;
    const without = { rewrites: [eventless] };
    assert.equal((await listed(t, 'lists the rescue as done', without)).verdict, 'conforms');
  });

  it('has nothing of a rescue that was refused', async (t) => {
    assert.equal((await listed(t, 'lists no rescue', {}, refused)).verdict, 'conforms');
    assert.equal((await listed(t, 'lists no rescue')).verdict, 'violates');
    const { verdict, reason } = await listed(t, 'lists the rescue as done', {}, refused);
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^nothing to record: at 2\.1: .* → 400/);
  });

  it('is not applicable where the cloud shows none', async (t) => {
    const { verdict, reason } = await listed(t, 'lists the rescue as done', { rewrites: [noList] });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /does not show its owner the list of actions/);
  });
});
