import type { Exchange } from './target';

/** Nobody is waited for longer than this, in milliseconds. */
const longest = 60_000;

/** So often the same request is sent again. */
export const retries = 5;

/**
 * How long an answer asks to wait before the request is sent again, in milliseconds: 429 and 503 may say so. Undefined
 * where it does not, or asks for too long. Source: RFC 9110, 10.2.3, Retry-After; RFC 6585, 4.
 */
export function retryAfter(status: number, header: (name: string) => string | undefined): number | undefined {
  const asked = header('retry-after');
  if ((status !== 429 && status !== 503) || asked === undefined) return undefined;
  const pause = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.parse(header('date') ?? '');
  return pause <= longest ? Math.max(0, pause) : undefined;
}

/**
 * Sends a request, and again as long as it is asked to come back later. 429 says that the request was not looked at. 503
 * should, but a gateway may say so of what was done behind it: a 404 or 409 that comes after it would then be its work,
 * and shows nothing.
 * @param wait lets so many milliseconds pass
 */
export async function comingBack(
  wait: (milliseconds: number) => Promise<void>,
  send: () => Promise<Exchange>,
): Promise<Exchange> {
  let unsure: Exchange | undefined;
  for (let left = retries; ; left -= 1) {
    const exchange = await send();
    const { request, reply } = exchange;
    const pause = retryAfter(reply.status, (name) => reply.headers[name]);
    if (pause === undefined) {
      const changes = request.method !== 'GET';
      return unsure && changes && [404, 409].includes(reply.status) ? unsure : exchange;
    }
    if (left === 0) return exchange;
    if (reply.status === 503) unsure = exchange;
    await wait(pause);
  }
}
