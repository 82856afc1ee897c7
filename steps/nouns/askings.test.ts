import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { answered, type Rewrite } from '../../targets/arranging/wrapped-target.test';
import { type MadeUp, scenario, versionsOf } from '../made-up.test';

const capable = { configuration: { zones: { capable: ['rescue-bfv'] } } } as const;
const minors = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `compute 2.${first + index}`);

/** How a rescue is asked for in these words, the preflight left out. */
async function asked(
  t: TestContext,
  asking: string,
  options: MadeUp = {},
  server = 'a volume-backed server on a capable host',
) {
  const ended = await scenario(t, `Given ${server}\nWhen its rescue is asked for ${asking}`, options);
  return { ...ended, versions: versionsOf(ended.actions('rescue').slice(1)) };
}

describe('a universal statement about microversions', () => {
  it('tries every one below 2.87', async (t) => {
    const { versions, verdict, scenario: ended } = await asked(t, 'at every microversion below 2.87');
    assert.deepEqual(versions, minors(1, 86));
    assert.equal(ended.evidence.samples, 86);
    assert.equal(verdict, 'conforms');
  });

  it('tries no more than the target serves', async (t) => {
    const { versions } = await asked(t, 'at every microversion below 2.87', { ...capable, newest: '2.60' });
    assert.deepEqual(versions, minors(1, 60));
  });

  it('tries every one from 2.87 on, and latest', async (t) => {
    const wish = 'a volume-backed server on a host that does not report the trait';
    const { versions } = await asked(t, 'at every microversion from 2.87 on', {}, wish);
    assert.deepEqual(versions, [...minors(87, 104), 'compute latest']);
  });

  it('stops after three wrong acceptances: each costs a rescue', async (t) => {
    const departure = { simulator: { departure: 'bfv-needs-microversion' } } as const;
    const { versions } = await asked(t, 'at every microversion below 2.87', departure);
    assert.deepEqual(versions, minors(1, 3));
  });

  it('tries the newest, latest, and samples of those that are later than 2.87', async (t) => {
    const later = async (options: MadeUp) => (await asked(t, 'at microversions later than 2.87', options)).versions;
    assert.deepEqual(await later({ acceptSamples: 0 }), ['compute 2.104', 'compute latest']);
    const drawn = await later({ acceptSamples: 4, seed: 5 });
    assert.deepEqual(drawn.slice(-2), ['compute 2.104', 'compute latest']);
    assert.equal(drawn.length, 6);
    assert.deepEqual(
      drawn.slice(0, -2),
      minors(88, 103).filter((version) => drawn.includes(version)),
      'in ascending order',
    );
    assert.deepEqual(await later({ acceptSamples: 4, seed: 5 }), drawn, 'the same from the same seed');
  });

  it('tries latest alone where nothing is later than 2.87', async (t) => {
    const { versions, verdict } = await asked(t, 'at microversions later than 2.87', { newest: '2.87' });
    assert.deepEqual(versions, ['compute latest']);
    assert.equal(verdict, 'conforms');
    const next = await asked(t, 'at microversions later than 2.87', { newest: '2.88' });
    assert.deepEqual(next.versions, ['compute 2.88', 'compute latest']);
    const few = await asked(t, 'at microversions later than 2.87', { newest: '2.90', acceptSamples: 50 });
    assert.deepEqual(few.versions, [...minors(88, 90), 'compute latest']);
  });

  it('tries both sides of 2.87', async (t) => {
    const image = 'an image-backed server on any host';
    const { versions } = await asked(t, 'at microversions on both sides of 2.87', {}, image);
    assert.deepEqual(versions, ['', 'compute 2.86', 'compute 2.87', 'compute latest']);
    assert.deepEqual((await asked(t, 'at 2.86 and at 2.87', {}, image)).versions, ['compute 2.86', 'compute 2.87']);
  });
});

describe('a way to ask', () => {
  it('is a header, or both, or none', async (t) => {
    const versions = async (asking: string) => (await asked(t, asking)).versions;
    assert.deepEqual(await versions('without a microversion'), ['']);
    assert.deepEqual(await versions('at the oldest microversion'), ['compute 2.1']);
    assert.deepEqual(await versions('at 2.9'), ['compute 2.9']);
    assert.deepEqual(await versions('at 2.87 by either header'), ['compute 2.87', '~2.87']);
    assert.deepEqual(await versions('with the legacy header at 2.86'), ['~2.86']);
    assert.deepEqual(await versions('with the legacy header at 2.1 beside 2.87'), ['compute 2.87 ~2.1']);
    assert.deepEqual(await versions('with the legacy header at 2.87 beside 2.1'), ['compute 2.1 ~2.87']);
  });

  it('above the newest asks for the next, and for one far off', async (t) => {
    const { sent } = (
      await scenario(
        t,
        'Given an image-backed server on any host\nWhen its details are asked for above the newest microversion\nThen every answer is a 406',
      )
    ).target;
    const above = sent.filter(({ reply }) => reply.status === 406);
    assert.deepEqual(versionsOf(above), ['compute 2.105', 'compute 2.1004']);
  });

  it('at 2.100 asks whether or not that is served', async (t) => {
    assert.deepEqual((await asked(t, 'at 2.100', { simulator: { edition: 'nova-27.0' }, newest: '2.93' })).versions, [
      'compute 2.100',
    ]);
  });

  it('by headers that do not name compute is drawn from the seed, the shorter ones first', async (t) => {
    const foreign = async (seed: number) =>
      (await asked(t, 'with version headers that do not name compute', { samples: 5, seed })).versions;
    const [first, again, other] = [await foreign(1), await foreign(1), await foreign(2)];
    assert.deepEqual(again, first);
    assert.notDeepEqual(other, first);
    assert.deepEqual(first.slice(0, 4), ['volume 3.60', 'nova 2.87', '2.87', 'compute']);
    const drawn = first.slice(4);
    assert.equal(drawn.length, 5);
    assert.ok(
      drawn.every((header) => /^(?!compute )[a-z][a-z-]* 2\.\d+$/.test(header)),
      drawn.join(),
    );
    assert.deepEqual(
      drawn.map(({ length }) => length),
      drawn.map(({ length }) => length).sort((a, b) => a - b),
    );
  });
});

describe('a microversion that the target does not serve', () => {
  for (const asking of [
    'at 2.87',
    'at every microversion from 2.87 on',
    'at microversions later than 2.87',
    'at 2.86 and at 2.87',
    'at 2.87 by either header',
    'with the legacy header at 2.86',
    'with the legacy header at 2.1 beside 2.87',
    'with the legacy header at 2.87 beside 2.1',
    'at microversions on both sides of 2.87',
  ]) {
    it(`is not applicable, ${asking}, and the newest is named`, async (t) => {
      const { verdict, reason, target } = await asked(t, asking, { newest: '2.79' });
      assert.equal(verdict, 'not-applicable');
      assert.match(reason ?? '', /^2\.8[67] is not served: the newest microversion is 2\.79$/);
      assert.deepEqual(target.sent, [], 'nothing is asked before that is known');
    });
  }

  it('leaves the matter open where the configuration claims bfv-rescue', async (t) => {
    const { verdict, reason } = await asked(t, 'at 2.87', {
      newest: '2.79',
      configuration: { claims: ['bfv-rescue'] },
    });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /the newest microversion is 2\.79; the configuration claims bfv-rescue/);
  });
});

describe('a microversion that must be refused', () => {
  const details = (asking: string) =>
    `Given an image-backed server on any host\nWhen its details are asked for ${asking}`;
  const sentHeaders = async (t: TestContext, asking: string, options: MadeUp = {}) => {
    const { target } = await scenario(t, details(asking), options);
    const asked = target.sent.filter(({ reply }) => reply.status === 400 || reply.status === 406);
    return versionsOf(asked);
  };

  it('is malformed in either header, or empty in the older one, and drawn from the seed', async (t) => {
    const headers = await sentHeaders(t, 'with malformed microversions', { samples: 20, seed: 3 });
    // The first is the empty older header, which versionsOf does not show.
    assert.equal(headers[0], '');
    assert.equal(headers.length, 1 + 2 * (9 + 20));
    assert.ok(headers.includes('compute 2.087') && headers.includes('~2.087'));
    assert.deepEqual(await sentHeaders(t, 'with malformed microversions', { samples: 20, seed: 3 }), headers);
    assert.notDeepEqual(await sentHeaders(t, 'with malformed microversions', { samples: 20, seed: 4 }), headers);
  });

  it('is none that a cloud may serve, or ignore', async (t) => {
    const headers = await sentHeaders(t, 'with malformed microversions', { samples: 500 });
    for (const header of headers) assert.doesNotMatch(header, /^(compute )?~?([1-9]\d*\.(0|[1-9]\d*)|latest)$|,/);
    assert.equal(headers.length, 1 + 2 * (9 + 500), 'each of them was refused');
  });

  it('is above the newest or below the oldest, near and far', async (t) => {
    const headers = await sentHeaders(t, 'at microversions that are not served');
    assert.deepEqual(headers, [
      ...['2.105', '2.1004', '3.0', '2.0', '1.9'].flatMap((version) => [`compute ${version}`, `~${version}`]),
    ]);
  });
});

describe('/v2', () => {
  const steps = `Given an image-backed server on any host
    When its details are asked for under /v2, whatever the version headers say
    Then every answer is a 200`;

  it('is asked with every kind of version header', async (t) => {
    const { verdict, target } = await scenario(t, steps);
    const asked = target.sent.filter(({ request, url }) => request.legacy && /\/compute\/v2\/servers\//.test(url));
    assert.deepEqual(versionsOf(asked), ['', 'compute 2.87', '~2.87', 'compute latest', 'compute 2.105', '']);
    assert.equal(verdict, 'conforms');
  });

  const document =
    (status: number, body: object): Rewrite =>
    (request) =>
      request.legacy && request.path === '/' ? answered(request, status, body) : undefined;

  it('is not applicable where it is not offered', async (t) => {
    for (const rewrite of [document(404, {}), document(200, { version: { id: 'v2.1' } })]) {
      const { verdict, reason } = await scenario(t, steps, { rewrites: [rewrite] });
      assert.deepEqual([verdict, reason], ['not-applicable', '/v2 is not offered']);
    }
  });

  it('is left open where nobody answers for it', async (t) => {
    const { verdict, reason } = await scenario(t, steps, { rewrites: [document(503, {})] });
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^whether \/v2 is offered: GET \/ → 503/);
  });
});
