import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../targets/clients/reading';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, changed, judged, violates } from './odd-cloud.test';

/** A cloud whose newest microversion is 2.79. */
const old: Meddling = async (visit, proceed) => {
  const { 'openstack-api-version': current, 'x-openstack-nova-api-version': legacy } = visit.headers;
  const [, minor] = /(?:compute |^)2\.([1-9]\d*)$/.exec(current ?? legacy ?? '') ?? [];
  if (Number(minor) > 79) return { status: 406, body: { computeFault: { code: 406, message: 'Maximum is 2.79.' } } };
  const answer = await proceed();
  if (visit.path !== '/compute/v2.1/') return answer;
  return changed(answer, (json) => ({ version: { ...Object(at(json, 'version')), version: '2.79' } }));
};

test('a cloud older than 2.87 does not claim the feature: nothing is held against it', async (t) => {
  const found = await judged(t, { meddle: old, as: asAdmin });
  assert.deepEqual([found.code, found.rules('violates'), found.rules('inconclusive')], [3, [], []]);
  assert.match(found.lastLine, /^Nothing can be said of loop: its newest microversion is 2\.79, before 2\.87; /);
  assert.match(found.reason('bfv-falls-back-to-original'), /2\.87 is not served: the newest microversion is 2\.79/);
});

test('… unless it claims it', async (t) => {
  const configuration = () => 'claims: [bfv-rescue]\n';
  const select = ['bfv-falls-back-to-original'] as const;
  const found = await judged(t, { meddle: old, as: asAdmin, configuration, select });
  assert.deepEqual([found.code, found.rules('inconclusive')], [3, select]);
});

test('what such a cloud does serve is judged all the same', async (t) => {
  for (const rule of ['rescue-answers-200', 'bfv-needs-microversion'] as const)
    violates(await judged(t, { meddle: old, as: asAdmin, select: [rule], departure: rule }), rule);
});
