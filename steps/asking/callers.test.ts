import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answered, type Rewrite, wrappedTarget } from '../../targets/arranging/wrapped-target.test';
import { scenario } from '../made-up.test';

const asked = (by: string, status: number) => `Given an image-backed server on any host
  When its details are asked for ${by}
  Then every answer is a ${status}`;

describe('a caller', () => {
  it('of another project sees nothing, one of the same project does', async (t) => {
    assert.equal((await scenario(t, asked('by a caller of another project', 404))).verdict, 'conforms');
    assert.equal((await scenario(t, asked('by a reader', 200))).verdict, 'conforms');
    assert.equal((await scenario(t, asked('without a token', 401))).verdict, 'conforms');
  });

  it('whose credentials this run has not is not applicable', async (t) => {
    for (const [by, caller] of [
      ['by a caller of another project', 'other-project'],
      ['by a reader', 'reader'],
    ] as const) {
      const { verdict, reason, target } = await scenario(t, asked(by, 404), { callers: ['owner', 'admin', 'nobody'] });
      assert.equal(verdict, 'not-applicable');
      assert.deepEqual(target.sent, [], 'nothing is made for it');
      assert.equal(reason, `this run has no credentials of ${caller}: give callers.${caller} in nova-rescue.yaml`);
    }
  });

  it('without a token shows nothing where no Keystone is known', async (t) => {
    const on = { ...wrappedTarget(), hasKeystone: false };
    const { verdict, reason } = await scenario(t, asked('without a token', 401), { on });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /without a Keystone/);
  });
});

describe('a reader', () => {
  const steps = `Given an image-backed server on any host
    And it cannot be unrescued by a reader
    When its rescue is asked for by a reader
    Then every answer is a 403`;
  const unrescueIs =
    (status: number): Rewrite =>
    (request) =>
      request.caller === 'reader' && JSON.stringify(request.body) === '{"unrescue":null}'
        ? answered(request, status, {})
        : undefined;

  it('is refused where roles count', async (t) => {
    assert.equal((await scenario(t, steps)).verdict, 'conforms');
    assert.equal((await scenario(t, steps, { simulator: { departure: 'role-refused' } })).verdict, 'violates');
  });

  it('is not asked where they do not', async (t) => {
    const { verdict, reason } = await scenario(t, steps, { simulator: { edition: 'nova-27.0' } });
    assert.equal(verdict, 'not-applicable');
    assert.match(reason ?? '', /^a reader may unrescue here \(409\)/);
    assert.equal((await scenario(t, steps, { callers: ['owner'] })).verdict, 'not-applicable');
  });

  it('leaves it open where nobody answers', async (t) => {
    for (const status of [401, 500, 503])
      assert.equal((await scenario(t, steps, { rewrites: [unrescueIs(status)] })).verdict, 'inconclusive', `${status}`);
  });
});
