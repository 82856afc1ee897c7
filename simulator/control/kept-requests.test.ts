import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Request } from '../api/message';
import { keptRequests } from './kept-requests';

const request = (path: string, body = '', method = 'POST'): Request => {
  const url = new URL(path, 'http://cloud.invalid');
  return { method, path: url.pathname, query: url.searchParams, headers: {}, body: Buffer.from(body) };
};

describe('the requests that are kept', () => {
  it('are the last ones, each with its number', () => {
    const kept = keptRequests(3);
    const numbers = (after: number) => kept.after(after).map(({ number }) => number);
    assert.deepEqual(numbers(0), []);
    for (let count = 0; count < 5; count++) kept.keep(count, request(`/${count}`), { status: 200 });
    assert.deepEqual(numbers(0), [3, 4, 5]);
    assert.deepEqual(numbers(4), [5]);
    assert.deepEqual(numbers(5), []);
    assert.deepEqual(numbers(99), []);
    kept.clear();
    kept.keep(0, request('/again'), { status: 200 });
    assert.deepEqual(numbers(0), [1]);
  });

  it('say what was asked, what was answered and what decided it', () => {
    const kept = keptRequests();
    const headers = { 'x-openstack-request-id': 'req-1' };
    const path = '/compute/v2.1/servers/s/action';
    kept.keep(7, request(path, '{"rescue": null}'), { status: 400, headers, decidedBy: 'bfv-needs-trait' });
    assert.deepEqual(kept.after(0), [
      {
        number: 1,
        time: 7,
        method: 'POST',
        path,
        action: 'rescue',
        status: 400,
        requestId: 'req-1',
        decidedBy: 'bfv-needs-trait',
      },
    ]);
  });

  it('keep nothing that is secret, and nothing without end', () => {
    const kept = keptRequests();
    const all = [
      request('/x?name=a&X-Auth-Token=word&adminPass=word&secret=word', '{"password": "word"}'),
      request('/servers/s/action', '{"rescue": {"adminPass": "word"}, "word": 1}'),
      request('/servers/s/action', '{"a word": 1}'),
      request('/servers/s/action', '"word'),
      request('/servers/s/action', '', 'GET'),
      request(`/${'long'.repeat(1000)}`),
    ];
    for (const one of all) kept.keep(0, one, { status: 200 });
    const [first, ...others] = kept.after(0);
    assert.equal(first?.path, '/x?name=a&X-Auth-Token=…&adminPass=…&secret=…');
    assert.deepEqual(
      others.map(({ action }) => action),
      [null, null, null, null, null],
    );
    assert.ok(!JSON.stringify(kept.after(0)).includes('word'));
    assert.equal(others.at(-1)?.path.length, 300);
  });
});
