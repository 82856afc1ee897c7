import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Meddling } from '../testing/cloud.test';
import { conforms, judged, violates } from './odd-cloud.test';

const ofTraits = ['bfv-needs-trait', 'trait-is-known'] as const;

test('a tenant alone verifies all but the traits, and is told what would show them', async (t) => {
  const found = await judged(t);
  assert.equal(found.code, 3);
  assert.match(
    found.lastLine,
    /^Nothing can be said of loop: nothing verified of trait\. 8 of 10 deciding rules verified\.$/,
  );
  assert.deepEqual(found.rules('not-applicable'), ofTraits);
  assert.match(
    found.reason('bfv-needs-trait'),
    /name its zone as zones\.incapable in nova-rescue\.yaml, or give --admin-cloud/,
  );
});

test('… which need not be an admin', async (t) => {
  const configuration = () => 'zones: {capable: [rescue-bfv], incapable: [no-rescue-bfv]}\n';
  const found = await judged(t, { configuration, select: ['bfv-needs-trait', 'refusal-is-400'] });
  conforms(found);
});

test('a tenant alone finds what is wrong', async (t) => {
  const odd = { select: ['refusal-is-400'], departure: 'refusal-is-400' } as const;
  violates(await judged(t, odd), 'refusal-is-400');
});

/** What only an admin may see is refused, whoever asks. */
const keeping: Meddling = ({ path }, proceed) =>
  /^\/(placement\/|compute\/v2\.1\/os-hypervisors)/.test(path)
    ? { status: 403, body: { forbidden: { code: 403, message: 'admins only' } } }
    : proceed();

test('an admin who is none is as good as no admin, and that is said', async (t) => {
  const found = await judged(t, { meddle: keeping, as: ['--cloud', 'loop', '--admin-cloud', 'loop-reader'] });
  assert.deepEqual([found.code, found.rules('not-applicable'), found.rules('inconclusive')], [3, [...ofTraits], []]);
  assert.match(
    found.reason('bfv-needs-trait'),
    /--admin-cloud may not see the hosts: GET \/os-hypervisors\/detail → 403/,
  );
  assert.match(found.reason('trait-is-known'), /--admin-cloud may not ask Placement: GET \/traits → 403/);
});
