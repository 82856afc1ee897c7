import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textAt } from '../../targets/clients/reading';
import type { Meddling } from '../testing/cloud.test';
import { asAdmin, conforms, judged, violates, withUrls } from './odd-cloud.test';

const select = ['bfv-needs-microversion', 'bfv-needs-trait', 'version-is-advertised'] as const;

/** A gateway that serves everything below a path of its own. */
const below: Meddling = (visit, proceed) =>
  visit.path.startsWith('/a/b%20c/')
    ? proceed({ ...visit, path: visit.path.slice('/a/b%20c'.length) })
    : { status: 404, body: 'nothing here' };

test('an endpoint below a path', async (t) => {
  const catalogue = withUrls((url) => url.replace(/^(http:\/\/[^/]+)/, '$1/a/b%20c'));
  const odd = { catalogue, meddle: below, as: asAdmin };
  conforms(await judged(t, { ...odd, select }));
  violates(await judged(t, { ...odd, select: ['bfv-needs-trait'], departure: 'bfv-needs-trait' }), 'bfv-needs-trait');
});

/** What a catalogue may list in place of /compute/v2.1, and what is there. */
const others: Readonly<Record<string, Meddling>> = {
  '/compute': (_, proceed) => proceed(),
  '/compute/v2.1/0f1a': ({ path }, proceed) =>
    path.startsWith('/compute/v2.1/0f1a') ? { status: 404, body: 'nothing here' } : proceed(),
  '/compute/v2': ({ path }, proceed) =>
    path.startsWith('/compute/v2/')
      ? { status: 200, body: { version: { id: 'v2.0', version: '', min_version: '' } } }
      : proceed(),
};

for (const [path, meddle] of Object.entries(others))
  test(`a catalogue that lists ${path} for compute`, async (t) => {
    const catalogue = withUrls((url) => url.replace('/compute/v2.1', path));
    const found = await judged(t, { catalogue, meddle, as: asAdmin, select });
    conforms(found);
    assert.equal(textAt(Object(found.report).target, 'endpoint'), found.cloud.endpoint);
  });
