import type { Reply } from './api/message';
import type { Headers } from './microversion';

/** A reply as it goes over a wire. */
export interface Wire {
  readonly status: number;
  readonly headers: Headers;
  /** What is text is left as text: Node sends it in one piece with its head. */
  readonly body: string | Uint8Array;
}

export function wireOf({ status, headers, body }: Reply): Wire {
  if (body === undefined) {
    // Where there is never a body it has no length: RFC 9110, 8.6.
    return { status, headers: status === 204 ? { ...headers } : { 'content-length': '0', ...headers }, body: '' };
  }
  if (body instanceof Uint8Array) {
    return { status, headers: { 'content-length': String(body.length), ...headers }, body };
  }
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return { status, headers: { 'content-type': 'application/json', 'content-length': length, ...headers }, body: text };
}
