import { Dispatcher } from 'undici';
import { handle, type SimulatedCloud } from './handle';

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

const pairs = (headers: Options['headers']): [string, string][] => {
  if (!headers) return [];
  if (!Array.isArray(headers)) return Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(headers[index + 1])]] : []));
};

/**
 * The simulated cloud as an undici Dispatcher: a request that is sent through it never reaches a socket. URLs, headers
 * and bodies are those that would have been sent.
 */
export class SimulatorDispatcher extends Dispatcher {
  readonly #cloud: SimulatedCloud;

  constructor(cloud: SimulatedCloud) {
    super();
    this.#cloud = cloud;
  }

  override dispatch(options: Options, handler: Handler): boolean {
    void this.#answer(options, handler);
    return true;
  }

  async #answer(options: Options, handler: Handler): Promise<void> {
    const controller = {
      aborted: false,
      reason: null,
      paused: false,
      rawHeaders: [],
      abort() {},
      pause() {},
      resume() {},
    };
    // undici's own request() still hands over the older kind of handler, its interceptors the newer one.
    const old = handler.onRequestStart === undefined;
    try {
      if (old) handler.onConnect?.(() => {});
      else handler.onRequestStart?.(controller as never, {});
      const url = new URL(options.path, String(options.origin));
      const reply = handle(
        this.#cloud,
        {
          method: options.method,
          path: url.pathname,
          query: url.searchParams,
          headers: Object.fromEntries(pairs(options.headers).map(([name, value]) => [name.toLowerCase(), value])),
          body: await bytesOf(options.body),
        },
        url.origin,
      );
      const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
      const headers = {
        ...(text && { 'content-type': 'application/json' }),
        'content-length': String(Buffer.byteLength(text)),
        ...reply.headers,
      };
      if (old) {
        const raw = Object.entries(headers).flatMap(([name, value]) => [Buffer.from(name), Buffer.from(value)]);
        handler.onHeaders?.(reply.status, raw, () => {}, '');
        handler.onData?.(Buffer.from(text));
        handler.onComplete?.([]);
      } else {
        handler.onResponseStart?.(controller as never, reply.status, headers, '');
        handler.onResponseData?.(controller as never, Buffer.from(text));
        handler.onResponseEnd?.(controller as never, {});
      }
    } catch (error) {
      if (old) handler.onError?.(error as Error);
      else handler.onResponseError?.(controller as never, error as Error);
    }
  }
}
