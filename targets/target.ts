/**
 * The port between the steps and whatever is being judged. Behind it stand two doors: the simulator in this process,
 * and any endpoint over HTTP. Everything above it is the same code for both.
 */

/** The services a cloud may offer, by the first name of their type in OpenStack's service-types authority. */
export type Service = 'compute' | 'image' | 'block-storage' | 'placement' | 'network';

/** Who sends a request. `nobody` sends no token. */
export type Caller = 'owner' | 'admin' | 'other-project' | 'reader' | 'nobody';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE' | 'PROPFIND';

/** A request to one service of the target. `path` starts with `/` and is relative to the service's endpoint. */
export interface ApiRequest {
  readonly caller: Caller;
  readonly service: Service;
  readonly method: Method;
  readonly path: string;
  /** True: under the compute API's older /v2, beside its endpoint. */
  readonly legacy?: boolean;
  /** Header names in the spelling they are sent in. The token is added by the door. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is bytes. Absent: no body. */
  readonly body?: unknown;
}

/** What came back. Header names are in lower case; values that came more than once are joined with `, `. */
export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, whatever it holds. */
  readonly text: string;
  /** The body read as JSON, or undefined where it is none. */
  readonly json: unknown;
}

/** One request and what it was answered. `sentAt` and `receivedAt` are milliseconds on the target's clock. */
export interface Exchange {
  readonly request: ApiRequest;
  /** The absolute URL that the request went to. */
  readonly url: string;
  readonly reply: ApiReply;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Time as the target has it: simulated for the simulator, the wall's for an endpoint. */
export interface Clock {
  /** Milliseconds since some fixed point. */
  now(): number;
  /** Lets `milliseconds` pass; rejects early when the run is interrupted. */
  wait(milliseconds: number): Promise<void>;
}

export interface Target {
  readonly kind: 'simulator' | 'cloud';
  /** As the user named it: the cloud's name, the endpoint's URL, or `simulator`. */
  readonly name: string;
  readonly clock: Clock;
  /** Whether its tokens are Keystone's, so that nothing is served without one. */
  readonly hasKeystone: boolean;
  /** Whether a request as this caller can be sent at all. */
  has(caller: Caller): boolean;
  /** Where the service is for this caller, without a trailing slash; undefined where the target does not offer it. */
  endpoint(service: Service, caller: Caller): string | undefined;
  /**
   * Sends one request and returns whatever was answered, whatever its status.
   * @throws ConnectionProblem when no complete HTTP answer came (refused, reset, timed out)
   */
  send(request: ApiRequest): Promise<Exchange>;
  close(): Promise<void>;
}

/** No complete HTTP answer came. Never a verdict on the target. */
export class ConnectionProblem extends Error {
  override name = 'ConnectionProblem';
}
