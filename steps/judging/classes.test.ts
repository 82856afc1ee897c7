import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Exchange } from '../../targets/target';
import { classOf, isPassing } from './classes';

/** An answer of this status and type, with this body. */
function answered(status: number, type: string, text: string): Exchange {
  const json: unknown = text.startsWith('{') && text.endsWith('}') ? {} : undefined;
  const request = { caller: 'owner', service: 'compute', method: 'POST', path: '/' } as const;
  return {
    request,
    url: '',
    sentAt: 0,
    receivedAt: 0,
    reply: { status, headers: { 'content-type': type }, text, json },
  };
}

describe('an answer that cannot be read', () => {
  it('is neither an acceptance nor a refusal, and says nothing', () => {
    for (const exchange of [
      answered(200, 'text/html', '<html>'),
      answered(200, 'application/json', '{"server": '),
      answered(400, 'application/json; charset=utf-8', '{"badRequest": '),
    ]) {
      assert.deepEqual([classOf(exchange), isPassing(exchange)], ['neither', true]);
    }
  });

  it('is another than one without a body, or one that refuses in other words than JSON', () => {
    for (const [exchange, wanted] of [
      [answered(202, 'application/json', ''), 'acceptance'],
      [answered(200, 'application/json', '{}'), 'acceptance'],
      [answered(404, 'text/html', '<html>'), 'refusal'],
      [answered(400, 'application/json', '{}'), 'refusal'],
    ] as const) {
      assert.deepEqual([classOf(exchange), isPassing(exchange)], [wanted, false]);
    }
  });
});
