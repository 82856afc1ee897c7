import type { Dispatcher } from 'undici';
import { interrupted, sendHttp } from './http';
import { Inconclusive } from './inconclusive';
import { keepSecret } from './redact';
import { comingBack } from './retry-after';
import { type Caller, type Clock, ConnectionProblem, type Exchange, type Service, type Target } from './target';

/** How requests of one caller are authorized, and where they go. */
export interface Door {
  token(): Promise<string>;
  /** Called after a 401 with the token that was refused. Returns whether another one can be had. */
  renew(refused: string): boolean;
  endpoint(service: Service): string | undefined;
  /** The connections that its requests go through. */
  readonly dispatcher: Dispatcher;
}

export type Doors = Partial<Record<Exclude<Caller, 'nobody'>, Door>> & { readonly owner: Door };

export interface CloudOptions {
  readonly name: string;
  readonly hasKeystone: boolean;
  readonly doors: Doors;
  /** Milliseconds for one request and its whole answer. */
  readonly deadline?: number;
  /** Its time; usually the wall's. */
  readonly clock?: Clock;
  /** Aborted when the run is interrupted. */
  readonly signal: () => AbortSignal | undefined;
}

/**
 * Any endpoint, over HTTP. A 401 has the caller sign in once more, and who is asked to come back later does; nothing else
 * is retried.
 */
export function cloudTarget({
  name,
  hasKeystone,
  doors,
  deadline,
  signal,
  clock = wallClock(signal),
}: CloudOptions): Target {
  const doorOf = (caller: Caller): Door | undefined => (caller === 'nobody' ? undefined : doors[caller]);
  const endpoint = (service: Service, caller: Caller) => (doorOf(caller) ?? doors.owner).endpoint(service);

  async function send(request: Parameters<Target['send']>[0]): Promise<Exchange> {
    const { caller, service } = request;
    const door = doorOf(caller);
    const base = endpoint(service, caller);
    if (base === undefined) throw new ConnectionProblem(`${name} has no ${service} endpoint`);
    const stop = signal();
    if (stop?.aborted) throw new Inconclusive(interrupted);
    // What changes something is not broken off: nobody would know what it has made.
    const breakable = request.method === 'GET' ? stop : undefined;
    const { dispatcher } = door ?? doors.owner;
    const attempt = async (token: string | undefined) => {
      if (token !== undefined) keepSecret(token);
      const once = () =>
        sendHttp({
          request,
          endpoint: base,
          token,
          dispatcher,
          clock,
          ...(deadline !== undefined && { deadline }),
          ...(breakable && { signal: breakable }),
        });
      return comingBack(clock.wait, once);
    };
    const token = await door?.token();
    const exchange = await attempt(token);
    if (exchange.reply.status !== 401 || token === undefined || !door?.renew(token)) return exchange;
    return attempt(await door.token());
  }

  return {
    kind: 'cloud',
    name,
    clock,
    hasKeystone,
    has: (caller) => caller === 'nobody' || doors[caller] !== undefined,
    endpoint,
    send,
    close: async () => {
      const dispatchers = new Set(Object.values(doors).map(({ dispatcher }) => dispatcher));
      for (const dispatcher of dispatchers) await dispatcher.destroy();
    },
  };
}

const wallClock = (signal: CloudOptions['signal']): Clock => ({
  now: () => performance.now(),
  wait: (milliseconds) => pause(milliseconds, signal()),
});

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new Inconclusive(interrupted));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
