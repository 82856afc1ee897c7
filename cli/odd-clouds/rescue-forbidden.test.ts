import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meddleWithRescue } from '../testing/cloud.test';
import { asAdmin, judged, usual } from './odd-cloud.test';

const message = "Policy doesn't allow os_compute_api:os-rescue to be performed.";
const forbidden = meddleWithRescue(() => ({ status: 403, body: { forbidden: { code: 403, message } } }));

test('a policy that forbids rescue is no refusal of the feature', async (t) => {
  // 403 in place of 400 would be a violation, were it said of volume-backed servers alone.
  const found = await judged(t, { meddle: forbidden, as: asAdmin });
  const others = usual.filter((rule) => rule !== 'trait-is-known').sort();
  assert.deepEqual([found.code, found.rules('inconclusive')], [3, others]);
  assert.match(
    found.lastLine,
    /^Nothing can be said of loop: 9 rules inconclusive because an image-backed server is not rescued for this caller either: POST \S+ → 403 .*Policy doesn't allow/,
  );
});
