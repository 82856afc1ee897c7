import type { Caller, Place } from './action';

/** A request of a play: the same shape as the port of any target has. Bodies that are bytes or text go as they are. */
export interface Wanted {
  readonly caller: Caller;
  readonly service: 'compute' | 'image' | 'block-storage' | 'placement';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE' | 'PROPFIND';
  /** Below the service's endpoint. */
  readonly path: string;
  readonly legacy?: true | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body: what it holds where it is JSON, else its text. */
  readonly body: unknown;
}

/** Where a sequence is played: a cloud, and what is called how in it. */
export interface Stage {
  send(request: Wanted): Promise<Answered>;
  /** Waits for whatever is under way. */
  settle(): Promise<void>;
  readonly zones: Readonly<Record<Place, string>>;
  /** The name of each host's resource provider. */
  readonly providers: Readonly<Record<Place, string>>;
  readonly flavors: { readonly usual: string; readonly tooLarge: string };
}
