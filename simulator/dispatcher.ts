import { Dispatcher } from 'undici';
import type { ServedCloud } from './handle';
import type { Headers } from './microversion';
import { type Receiver, receiverOf } from './receiver';
import { deliver } from './transport/deliver';

type Handler = Dispatcher.DispatchHandler;
type Options = Dispatcher.DispatchOptions;

/** Gathers the body that undici hands over: text, bytes, or a stream of them. */
async function bytesOf(body: Options['body']): Promise<Buffer> {
  if (body === null || body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Names and values in each of the shapes that undici takes: alternating in one list, pairs, or a record. */
function pairsOf(headers: Options['headers']): readonly (readonly [name: string, value: unknown])[] {
  if (!headers) return [];
  if (Array.isArray(headers)) {
    return headers.flatMap((name, index) => (index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : []));
  }
  return Symbol.iterator in headers ? [...headers] : Object.entries(headers);
}

/** Headers as a server sees them: names in lower case, the values of one that is sent twice in one list. */
function headersOf(headers: Options['headers']): Headers {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of pairsOf(headers)) {
    const key = name.toLowerCase();
    const more = value === undefined ? [] : [value].flat().map(String);
    values.set(key, [...(values.get(key) ?? []), ...more]);
  }
  const sent = [...values].filter(([, texts]) => texts.length > 0);
  return Object.fromEntries(sent.map(([name, texts]) => [name, texts.join(',')]));
}

/** The URL that would have been asked for. */
function urlOf({ origin, path, query }: Options): URL {
  const url = new URL(path, String(origin));
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const text of [value].flat()) url.searchParams.append(name, String(text));
  }
  return url;
}

/**
 * The simulated cloud as an undici Dispatcher: a request that is sent through it never reaches a socket. URLs, headers
 * and bodies are those that would have been sent.
 */
export class SimulatorDispatcher extends Dispatcher {
  readonly #cloud: ServedCloud;

  constructor(cloud: ServedCloud) {
    super();
    this.#cloud = cloud;
  }

  override dispatch(options: Options, handler: Handler): boolean {
    void this.#answer(options, receiverOf(handler));
    return true;
  }

  async #answer(options: Options, receiver: Receiver): Promise<void> {
    try {
      receiver.start();
      const url = urlOf(options);
      const request = {
        method: options.method,
        path: url.pathname,
        query: url.searchParams,
        headers: headersOf(options.headers),
        body: await bytesOf(options.body),
      };
      // Called off by now: it never reached the cloud.
      if (receiver.isAborted()) return;
      const { wire, cut } = deliver(this.#cloud, request, url.origin);
      // What HEAD asks for is what GET would be answered with, without its body.
      const body = wire && !cut ? Buffer.from(request.method === 'HEAD' ? '' : wire.body) : undefined;
      if (wire && body) receiver.answer(wire.status, wire.headers, body);
      else receiver.fail(Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' }));
    } catch (error) {
      receiver.fail(error as Error);
    }
  }
}
