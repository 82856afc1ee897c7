import type { Reply } from './api/message';
import type { Headers } from './microversion';

/** A reply as it goes over a wire. */
export interface Wire {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export function wireOf({ status, headers, body }: Reply): Wire {
  const isText = body !== undefined && !(body instanceof Uint8Array);
  const bytes = Buffer.from(isText ? JSON.stringify(body) : (body ?? ''));
  return {
    status,
    headers: {
      ...(isText && { 'content-type': 'application/json' }),
      // There is no body to have a length: RFC 9110, 8.6.
      ...(status !== 204 && { 'content-length': String(bytes.length) }),
      ...headers,
    },
    body: bytes,
  };
}
