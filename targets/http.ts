import { type Dispatcher, request as undiciRequest } from 'undici';
import { Inconclusive } from './inconclusive';
import { legacyEndpoint } from './legacy-endpoint';
import { reasonOf } from './reason-of';
import { type ApiReply, type ApiRequest, type Clock, ConnectionProblem, type Exchange } from './target';

/** What a door needs to send: where to, with which token, through what. */
export interface Sending {
  readonly request: ApiRequest;
  /** The endpoint of the service, without a trailing slash. */
  readonly endpoint: string;
  readonly token: string | undefined;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  /** Milliseconds for the request and its whole answer. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** Why nothing more was asked. */
export const interrupted = 'the run was interrupted';

/** An answer is read up to this many bytes; no API answers more. */
const longest = 8 * 1024 * 1024;

/**
 * Sends one request, once, and reads the whole answer. No redirect is followed: what the server does is what is to be
 * judged.
 * @throws ConnectionProblem when no complete HTTP answer came
 * @throws Inconclusive when `signal` is aborted before
 * @throws NotApplicable for a legacy request, where nobody knows where /v2 is
 */
export async function sendHttp({
  request,
  endpoint,
  token,
  dispatcher,
  clock,
  deadline,
  signal,
}: Sending): Promise<Exchange> {
  const url = `${request.legacy ? legacyEndpoint(endpoint) : endpoint}${request.path}`;
  const sentAt = clock.now();
  const { body } = request;
  const bytes = body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body);
  const signals = [signal ?? [], deadline === undefined ? [] : AbortSignal.timeout(deadline)].flat();
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
  try {
    const response = await undiciRequest(url, {
      method: request.method,
      dispatcher,
      headers: {
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': type }),
        ...(token !== undefined && { 'X-Auth-Token': token }),
        ...request.headers,
      },
      ...(bytes !== undefined && { body: bytes }),
      ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
    });
    const text = await readText(response.body);
    const reply: ApiReply = {
      status: response.statusCode,
      headers: joined(response.headers),
      text,
      json: parsed(text),
    };
    return { request, url, reply, sentAt, receivedAt: clock.now() };
  } catch (error) {
    if (signal?.aborted) throw new Inconclusive(interrupted);
    throw new ConnectionProblem(`${request.method} ${url}: no complete answer came (${reasonOf(error)})`);
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longest) throw new Error(`the answer is longer than ${longest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const joined = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
