import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAdmin, judged, violates, without } from './odd-cloud.test';

const odd = { catalogue: without('placement'), as: asAdmin };
const zones = () => 'zones: {capable: [rescue-bfv], incapable: [no-rescue-bfv]}\n';

test('an admin who has no Placement to ask is told to name the zones', async (t) => {
  const found = await judged(t, odd);
  assert.deepEqual([found.code, found.rules('not-applicable')], [3, ['bfv-needs-trait', 'trait-is-known']]);
  assert.match(
    found.reason('bfv-needs-trait'),
    /zones\.incapable in nova-rescue\.yaml; the catalogue has no Placement to ask/,
  );
  assert.match(
    found.reason('trait-is-known'),
    /^the catalogue has no Placement to ask: look with “openstack trait list”$/,
  );
});

test('with the zones named, all but the list of traits is judged', async (t) => {
  const found = await judged(t, { ...odd, configuration: zones });
  assert.deepEqual([found.code, found.rules('not-applicable')], [0, ['trait-is-known']]);
  const select = ['bfv-needs-trait'] as const;
  violates(await judged(t, { ...odd, configuration: zones, select, departure: 'bfv-needs-trait' }), 'bfv-needs-trait');
});
