import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAt } from '../../targets/clients/reading';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, changed, judged } from './odd-cloud.test';

/** A cloud that is meant for volumes: none of its flavors has a disk. */
const diskless: Meddling = async (visit, proceed) => {
  const answer = await proceed();
  if (!visit.path.startsWith('/compute/v2.1/flavors/detail')) return answer;
  return changed(answer, (json) => ({
    flavors: listAt(json, 'flavors').map((flavor) => ({ ...Object(flavor), disk: 0 })),
  }));
};

test('a cloud whose flavors have no disk is judged by its volume-backed servers', async (t) => {
  const found = await judged(t, { meddle: diskless, as: asAdmin });
  const lost = ['image-backed-falls-back', 'image-backed-unchanged', 'rescue-keeps-root-volume'];
  assert.deepEqual([found.code, found.rules('not-applicable')], [0, lost]);
  assert.match(
    found.reason('image-backed-unchanged'),
    /no flavor with a disk: give the id of one as flavor in nova-res/,
  );
});
