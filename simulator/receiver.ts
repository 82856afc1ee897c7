import type { Dispatcher } from 'undici';
import type { Headers } from './microversion';

/** Who gets the answer to a dispatched request, whichever of undici's two shapes of handler that is. */
export interface Receiver {
  start(): void;
  answer(status: number, headers: Headers, body: Buffer): void;
  fail(error: Error): void;
  /** Whether the one who asks has called it off. */
  isAborted(): boolean;
}

type Handler = Dispatcher.DispatchHandler;

/** undici's own request() hands over a handler of the older shape, its interceptors one of the newer. */
export const receiverOf = (handler: Handler): Receiver => (handler.onRequestStart ? newer(handler) : older(handler));

/** One exchange: it ends once, and after its end nothing more is told. */
class Ending {
  reason: Error | null = null;
  #isOver = false;
  readonly #tell: (reason: Error) => void;

  constructor(tell: (reason: Error) => void) {
    this.#tell = tell;
  }

  readonly abort = (reason = new Error('the request was aborted')): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.reason = reason;
    this.#tell(reason);
  };

  /** Tells the parts of an answer one after the other, up to where the one who asks calls it off. */
  tell(...parts: readonly (() => void)[]): void {
    for (const part of parts) if (!this.#isOver) part();
    this.#isOver = true;
  }
}

function older(handler: Handler): Receiver {
  const ending = new Ending((error) => handler.onError?.(error));
  return {
    start: () => handler.onConnect?.(ending.abort),
    answer: (status, headers, body) => {
      const raw = Object.entries(headers).flatMap(([name, value]) => [Buffer.from(name), Buffer.from(value)]);
      ending.tell(
        () => handler.onHeaders?.(status, raw, () => {}, ''),
        () => handler.onData?.(body),
        () => handler.onComplete?.([]),
      );
    },
    fail: ending.abort,
    isAborted: () => ending.reason !== null,
  };
}

function newer(handler: Handler): Receiver {
  const ending = new Ending((error) => handler.onResponseError?.(controller, error));
  const controller: Dispatcher.DispatchController = {
    get aborted() {
      return ending.reason !== null;
    },
    get reason() {
      return ending.reason;
    },
    // An answer is one chunk, which is there at once: there is nothing to hold back.
    paused: false,
    pause: () => {},
    resume: () => {},
    abort: ending.abort,
  };
  return {
    start: () => handler.onRequestStart?.(controller, {}),
    answer: (status, headers, body) =>
      ending.tell(
        () => handler.onResponseStart?.(controller, status, headers, ''),
        () => handler.onResponseData?.(controller, body),
        () => handler.onResponseEnd?.(controller, {}),
      ),
    fail: ending.abort,
    isAborted: () => ending.reason !== null,
  };
}
