import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comingBack, retries, retryAfter } from './retry-after';
import type { Exchange } from './target';

type Answer = readonly [status: number, headers?: Readonly<Record<string, string>>];

/** Sends through a cloud that gives these answers, one after the other, and the last for ever. */
async function sent(method: 'GET' | 'POST', ...answers: readonly Answer[]) {
  const waits: number[] = [];
  let count = 0;
  const send = async (): Promise<Exchange> => {
    const [status, headers = {}] = answers[Math.min(count, answers.length - 1)] ?? [0];
    count += 1;
    const request = { caller: 'owner', service: 'compute', method, path: '/' } as const;
    return { request, url: '', sentAt: 0, receivedAt: 0, reply: { status, headers, text: '', json: undefined } };
  };
  const { reply } = await comingBack(async (milliseconds) => void waits.push(milliseconds), send);
  return { status: reply.status, waits, count };
}

const later = { 'retry-after': '2' };

describe('who is asked to come back later', () => {
  it('does so, after that time', async () => {
    assert.deepEqual(await sent('POST', [429, later], [503, later], [202]), {
      status: 202,
      waits: [2000, 2000],
      count: 3,
    });
  });

  it('gives up after some times', async () => {
    const { status, count } = await sent('GET', [503, later]);
    assert.deepEqual([status, count], [503, retries + 1]);
  });

  it('takes what it is answered otherwise', async () => {
    for (const answer of [[503], [429], [400, later], [200, later], [503, { 'retry-after': '3600' }]] as const) {
      assert.deepEqual(await sent('POST', answer), { status: answer[0], waits: [], count: 1 });
    }
  });

  it('takes no conflict for an answer that may be the work of a request that was answered 503', async () => {
    assert.equal((await sent('POST', [503, later], [409])).status, 503);
    assert.equal((await sent('POST', [503, later], [404])).status, 503);
    assert.equal((await sent('POST', [503, later], [400])).status, 400);
    assert.equal((await sent('POST', [429, later], [409])).status, 409);
    assert.equal((await sent('GET', [503, later], [404])).status, 404);
  });
});

describe('Retry-After', () => {
  const asked = (headers: Readonly<Record<string, string>>) => retryAfter(503, (name) => headers[name]);

  it('may be a date', () => {
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    assert.equal(asked({ date, 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }), 30_000);
    assert.equal(asked({ date, 'retry-after': 'Wed, 21 Oct 2026 07:27:30 GMT' }), 0);
    assert.equal(asked({ 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }), undefined);
  });

  it('may be nonsense', () => {
    assert.equal(asked({ 'retry-after': 'soon' }), undefined);
    assert.equal(asked({ 'retry-after': '-1' }), undefined);
  });
});
