import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wrappedTarget } from '../../targets/arranging/wrapped-target.test';
import { at, textAt } from '../../targets/clients/reading';
import { scenario } from '../made-up.test';
import { oneOf } from './one-of';

const passwords = `
  Given an image-backed server on any host
  When its rescue with any adminPass is asked for without a microversion
  Then every answer is a 200 with adminPass`;

const given = (rescues: readonly { readonly request: { readonly body?: unknown } }[]) =>
  rescues.slice(1).map(({ request }) => textAt(request.body, 'rescue', 'adminPass') ?? '');

describe('a request', () => {
  it('with any adminPass tries named ones and drawn ones, the shorter ones first', async (t) => {
    const { verdict, actions } = await scenario(t, passwords, { samples: 5 });
    assert.equal(verdict, 'conforms');
    const tried = given(actions('rescue'));
    assert.equal(tried.length, 7);
    assert.equal(tried[0], '');
    assert.ok(tried.includes('Nova-1 "quoted" pass'));
    assert.deepEqual(
      tried,
      [...tried].sort((a, b) => a.length - b.length),
    );
    assert.deepEqual(given((await scenario(t, passwords, { samples: 5 })).actions('rescue')), tried);
  });

  it('with any adminPass draws two at most where each costs a real rescue', async (t) => {
    const { actions } = await scenario(t, passwords, { samples: 50, on: { ...wrappedTarget(), kind: 'cloud' } });
    assert.equal(actions('rescue').length, 1 + 4);
  });

  for (const [words, properties] of [
    ['its rescue', ['hw_rescue_device', 'hw_rescue_bus']],
    ['its rescue with a plain image', []],
    ['its rescue with an image with hw_rescue_bus only', ['hw_rescue_bus']],
    ['its rescue with an image with hw_rescue_device only', ['hw_rescue_device']],
    [
      'its rescue with the snapshot of a volume-backed server',
      ['hw_rescue_device', 'hw_rescue_bus', 'block_device_mapping'],
    ],
  ] as const) {
    it(`${words} names an image like that`, async (t) => {
      const { actions, target } = await scenario(
        t,
        `Given an image-backed server on any host\nWhen ${words} is asked for at 2.87`,
      );
      const id = textAt(actions('rescue').at(-1)?.request.body, 'rescue', 'rescue_image_ref');
      const { reply } = await target.send({
        caller: 'owner',
        service: 'image',
        method: 'GET',
        path: `/v2/images/${id}`,
      });
      const has = (key: string) => textAt(reply.json, key) !== undefined;
      assert.deepEqual(['hw_rescue_device', 'hw_rescue_bus', 'block_device_mapping'].filter(has), properties);
    });
  }

  it('without an image names none', async (t) => {
    const { actions } = await scenario(
      t,
      'Given an image-backed server on any host\nWhen its rescue without an image is asked for at 2.87',
    );
    assert.deepEqual(actions('rescue').at(-1)?.request.body, { rescue: null });
  });

  it('for unrescue puts the server into RESCUE again before each further one', async (t) => {
    const { verdict, actions, target } = await scenario(
      t,
      `Given a volume-backed server on a capable host
       And it is in RESCUE
       When its unrescue is asked for at 2.86 and at 2.87
       Then the answers are alike
       And it becomes ACTIVE`,
    );
    assert.equal(verdict, 'conforms');
    const order = target.sent
      .flatMap(({ request }) => Object.keys(Object(request.body)))
      .filter((key) => /rescue$/.test(key));
    assert.deepEqual(order, ['rescue', 'unrescue', 'rescue', 'unrescue', 'rescue', 'unrescue']);
    assert.equal(at(actions('unrescue')[0]?.reply, 'status'), 202);
  });
});

describe('a request that is repeated or varied', () => {
  const image = 'Given an image-backed server on any host';

  it('names an image that does not exist', async (t) => {
    const { actions, target } = await scenario(
      t,
      `${image}\nWhen its rescue with an image that does not exist is asked for at 2.87`,
    );
    const id = textAt(actions('rescue').at(-1)?.request.body, 'rescue', 'rescue_image_ref');
    const shown = { caller: 'admin', service: 'image', method: 'GET', path: `/v2/images/${id}` } as const;
    assert.equal((await target.send(shown)).reply.status, 404);
  });

  it('is asked three times over, the server brought back in between', async (t) => {
    const { verdict, actions } = await scenario(
      t,
      `${image}
       When its rescue, three times over, is asked for without a microversion
       Then every answer is an acceptance
       And it becomes RESCUE`,
    );
    assert.equal(verdict, 'conforms');
    // The preflight's own besides, and the unrescue after the last.
    assert.deepEqual([actions('rescue').length, actions('unrescue').length], [4, 4]);
  });

  it('unrescues with values of all kinds, of which an endpoint gets two drawn ones at most', async (t) => {
    const steps = `${image}
      And it is in RESCUE
      When its unrescue with any value is asked for without a microversion
      Then every answer is an acceptance`;
    const values = async (options: object) =>
      (await scenario(t, steps, options)).actions('unrescue').map(({ request }) => at(request.body, 'unrescue'));
    const drawn = await values({ samples: 4 });
    assert.deepEqual(drawn.slice(1, 5), [null, {}, 'now', { adminPass: 87, rescue_image_ref: null }]);
    assert.equal(drawn.length, 1 + 4 + 4);
    assert.equal((await values({ samples: 50, on: { ...wrappedTarget(), kind: 'cloud' } })).length, 1 + 4 + 2);
  });
});

describe('one of several nouns', () => {
  const nouns = oneOf({ 'a host': 1, 'a host (2.0)': 2 });

  it('is matched as it is written, the longer ones first', () => {
    assert.equal('on a host (2.0) now'.match(nouns.regexp)?.[0], 'a host (2.0)');
    assert.equal('on a host (2x0) now'.match(nouns.regexp)?.[0], 'a host');
    assert.equal(nouns.transformer('a host (2.0)'), 2);
  });

  it('is an error where it is none of them', () => {
    assert.throws(() => nouns.transformer('a hostess'), /“a hostess” is none of: a host \(2\.0\), a host/);
  });
});
