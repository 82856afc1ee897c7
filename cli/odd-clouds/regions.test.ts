import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueEntry, Meddling } from '../testing/cloud.test';
import { asAdmin, conforms, judged, violates } from './odd-cloud.test';

/** Another region, listed first, with all the same services below /other. */
const twoRegions = (entries: readonly CatalogueEntry[]): readonly CatalogueEntry[] =>
  entries.map(({ type, endpoints }) => ({
    type,
    endpoints: endpoints.flatMap((own) => [
      { ...own, region_id: 'Other', url: own.url.replace(/^(http:\/\/[^/]+)/, '$1/other') },
      own,
    ]),
  }));

/** What lies in the other region is never to be asked. */
function counting() {
  let strayed = 0;
  const meddle: Meddling = ({ path }, proceed) => {
    if (!path.startsWith('/other/')) return proceed();
    strayed += 1;
    return { status: 500, body: 'another region' };
  };
  return { meddle, strayed: () => strayed };
}

test('of several regions the one that is named is judged, and no other is asked for anything', async (t) => {
  const { meddle, strayed } = counting();
  const odd = { catalogue: twoRegions, meddle, as: asAdmin };
  conforms(await judged(t, odd));
  violates(await judged(t, { ...odd, select: ['trait-is-known'], departure: 'trait-is-known' }), 'trait-is-known');
  assert.equal(strayed(), 0);
});

test('where none is named, that is asked for', async (t) => {
  const clouds = (own: string) => own.replaceAll(', region_name: R', '');
  const { code, stdout, stderr } = await judged(t, { catalogue: twoRegions, clouds });
  const line =
    'error: cloud "loop" has compute in several regions: Other, R: set region_name to the one to be judged\n';
  assert.deepEqual([code, stdout, stderr], [2, '', line]);
});
