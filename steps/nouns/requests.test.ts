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
