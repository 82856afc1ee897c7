import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Rewrite } from '../../targets/arranging/wrapped-target.test';
import { scenario } from '../made-up.test';

type Headers = Readonly<Record<string, string>>;

const right = (version: string): Headers => ({
  'openstack-api-version': `compute ${version}`,
  'x-openstack-nova-api-version': version,
  vary: 'Accept-Encoding, OpenStack-API-Version, X-OpenStack-Nova-API-Version',
});

/** The verdict where what asks for the details in this way is answered with these headers. */
async function verdictOn(t: TestContext, asking: string, headers: Headers, status = 200) {
  const named: Rewrite = async (request, pass) => {
    const isAsked =
      request.method === 'GET' && /^\/servers\/[^/]+$/.test(request.path) && request.headers !== undefined;
    if (!isAsked) return undefined;
    const exchange = await pass(request);
    return { ...exchange, reply: { ...exchange.reply, headers, status } };
  };
  const steps = `Given an image-backed server on any host
    When its details are asked for ${asking}
    Then every answer names its microversion`;
  return scenario(t, steps, { rewrites: [named] });
}

const verdict = async (...on: Parameters<typeof verdictOn>) => (await verdictOn(...on)).verdict;

describe('“every answer names its microversion”', () => {
  it('from 2.27 on in both headers, and both of them in Vary', async (t) => {
    assert.equal(await verdict(t, 'at 2.27', right('2.27')), 'conforms');
    assert.equal(
      await verdict(t, 'at 2.27', { ...right('2.27'), vary: right('').vary?.toUpperCase() ?? '' }),
      'conforms',
    );
    assert.equal(
      await verdict(t, 'at 2.27', { ...right('2.27'), 'openstack-api-version': 'volume 3.1, compute 2.27' }),
      'conforms',
    );
    for (const wrong of [
      right('2.28'),
      {},
      { ...right('2.27'), 'openstack-api-version': '2.27' },
      { ...right('2.27'), 'x-openstack-nova-api-version': '2.1' },
      { ...right('2.27'), vary: 'OpenStack-API-Version' },
      { ...right('2.27'), vary: 'X-OpenStack-Nova-API-Version' },
    ])
      assert.equal(await verdict(t, 'at 2.27', wrong), 'violates', JSON.stringify(wrong));
  });

  it('below that at least in the older one', async (t) => {
    assert.equal(await verdict(t, 'at 2.26', right('2.26')), 'conforms');
    assert.equal(await verdict(t, 'at 2.26', { 'x-openstack-nova-api-version': '2.26' }), 'conforms');
    assert.equal(await verdict(t, 'at 2.26', { 'openstack-api-version': 'compute 2.26' }), 'violates');
  });

  it('by the older header too', async (t) => {
    const asking = 'with the legacy header at 2.86';
    assert.equal(await verdict(t, asking, right('2.86')), 'conforms');
    assert.equal(await verdict(t, asking, right('2.1')), 'violates');
  });

  it('the oldest where none is asked for, and the newest at latest', async (t) => {
    assert.equal(await verdict(t, 'without a microversion', right('2.1')), 'conforms');
    assert.equal(await verdict(t, 'without a microversion', right('2.104')), 'violates');
    const newest = 'at the oldest and at the newest microversion';
    const { verdict: found, reason } = await verdictOn(t, newest, right('2.104'));
    assert.equal(found, 'violates');
    assert.match(
      reason ?? '',
      /but at 2\.1: openstack-api-version: compute 2\.104, x-openstack-nova-api-version: 2\.104, vary: .*$/,
    );
    assert.doesNotMatch(reason ?? '', /more of/, 'at the newest and at latest it is right');
  });

  it('and nothing is said of an answer that may not be the service’s own', async (t) => {
    for (const status of [401, 429, 500, 503])
      assert.equal(await verdict(t, 'at 2.27', {}, status), 'inconclusive', `${status}`);
    assert.equal(await verdict(t, 'at 2.27', {}, 409), 'violates');
  });
});
