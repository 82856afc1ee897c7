import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, format, type Headers, negotiate, parse, requestedVersion } from './microversion';

describe('microversions', () => {
  it('compare as numbers, part by part', () => {
    const order = ['1.9', '2.1', '2.9', '2.87', '2.100', '3.0', '10.0'];
    const parsed = order.map((text) => parse(text) ?? ([0, 0] as const));
    assert.deepEqual([...parsed].sort(compare).map(format), order);
  });

  for (const text of ['2', '2.', '.87', '2.087', '02.1', '2.x', '2.87.1', '0.1', '', ' 2.87', 'latest']) {
    it(`are not “${text}”`, () => assert.equal(parse(text), undefined));
  }
});

const standard = 'openstack-api-version';
const legacy = 'x-openstack-nova-api-version';

const asked: readonly (readonly [Headers, string | undefined])[] = [
  [{}, undefined],
  [{ [standard]: '' }, undefined],
  [{ [standard]: 'compute' }, undefined],
  [{ [standard]: '2.87' }, undefined],
  [{ [standard]: 'volume 3.60' }, undefined],
  [{ [standard]: 'computer 2.87' }, undefined],
  [{ [standard]: 'compute 2.87' }, '2.87'],
  [{ [standard]: 'COMPUTE   2.87 ' }, '2.87'],
  [{ [standard]: 'compute latest' }, 'latest'],
  [{ [standard]: 'compute 2.87 2.88' }, '2.87 2.88'],
  [{ [standard]: 'compute 2.86, compute 2.87' }, '2.87'],
  [{ [standard]: 'compute 2.87, compute 2.86' }, '2.86'],
  [{ [standard]: 'compute 2.87, volume 3.60' }, '2.87'],
  [{ [standard]: 'compute 2.87, compute' }, '2.87'],
  [{ [legacy]: '2.87' }, '2.87'],
  [{ [legacy]: '' }, ''],
  [{ [legacy]: '2.86, 2.87' }, '2.87'],
  [{ [standard]: 'compute 2.1', [legacy]: '2.87' }, '2.1'],
  [{ [standard]: 'volume 3.60', [legacy]: '2.87' }, '2.87'],
  [{ [standard]: 'compute', [legacy]: '2.87' }, '2.87'],
];

describe('the microversion that headers ask for', () => {
  for (const [headers, version] of asked) {
    it(`is ${version} in ${JSON.stringify(headers)}`, () => assert.equal(requestedVersion(headers), version));
  }
});

describe('the negotiation', () => {
  const range = { oldest: [2, 1], newest: [2, 93] } as const;
  it('serves the oldest where none is asked for, and the newest for “latest”', () => {
    assert.deepEqual(negotiate(undefined, range), { kind: 'agreed', version: [2, 1] });
    assert.deepEqual(negotiate('latest', range), { kind: 'agreed', version: [2, 93] });
  });
  it('serves what lies between, both ends included', () => {
    for (const text of ['2.1', '2.87', '2.93']) assert.equal(negotiate(text, range).kind, 'agreed');
    for (const text of ['2.0', '1.99', '2.94', '2.100', '3.0'])
      assert.equal(negotiate(text, range).kind, 'unsupported');
  });
  it('takes no other spelling', () => {
    for (const text of ['', 'Latest', '2.087']) assert.deepEqual(negotiate(text, range), { kind: 'malformed', text });
  });
});
