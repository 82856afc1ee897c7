import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asAdmin, conforms, judged, usual, violates, without } from './odd-cloud.test';

const odd = { catalogue: without('image'), as: asAdmin };
const configured = { ...odd, configuration: ({ configuration }: { configuration: string }) => configuration };

test('a cloud that shows no image service needs images to be named, and that is said', async (t) => {
  const found = await judged(t, odd);
  const others = usual.filter((rule) => rule !== 'trait-is-known').sort();
  assert.deepEqual([found.code, found.rules('not-applicable')], [3, others]);
  const what =
    /no root image \(there is no image service to make one\): give its id as images\.root in nova-rescue\.yaml/;
  assert.match(found.reason('bfv-needs-microversion'), what);
});

test('with its images named everything is judged', async (t) => {
  conforms(await judged(t, configured));
  // What is refused in RESCUE would make images, which nobody could remove: the ledger must not wait for them.
  conforms(await judged(t, { ...configured, select: ['rescued-server-restricted'] }));
  const select = ['bfv-falls-back-to-original'] as const;
  const broken = await judged(t, { ...configured, select, departure: 'bfv-falls-back-to-original' });
  violates(broken, 'bfv-falls-back-to-original');
});
