import assert from 'node:assert/strict';
import { test } from 'node:test';
import { legacyEndpoint } from './legacy-endpoint';

test('/v2 is beside /v2.1, whatever stands before it', () => {
  assert.equal(legacyEndpoint('http://cloud.example/v2.1'), 'http://cloud.example/v2');
  assert.equal(
    legacyEndpoint('https://cloud.example:443/a/v2.1/compute/v2.1'),
    'https://cloud.example:443/a/v2.1/compute/v2',
  );
});

test('it is not looked for where the endpoint ends otherwise', () => {
  for (const endpoint of [
    'http://cloud.example',
    'http://cloud.example/v2',
    'http://cloud.example/v211',
    'http://cloud.example/v2.10',
  ]) {
    assert.throws(
      () => legacyEndpoint(endpoint),
      { name: 'NotApplicable', message: /does not end in \/v2\.1/ },
      endpoint,
    );
  }
});
