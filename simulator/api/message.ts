import type { Headers } from '../microversion';

/** A request as it reaches a service: the path is relative to the service, header names are in lower case. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Headers;
  /** Sent as JSON; absent for an empty body. Bytes are sent as they are, under the content type of `headers`. */
  readonly body?: unknown;
  /** The rule that decided a refusal, or the check that has found it; for who watches the simulator, and never sent. */
  readonly decidedBy?: string;
}

/** The services of OpenStack name a content type where there is no content, too. */
export const emptyAs = (type: string, reply: Reply): Reply =>
  reply.body === undefined ? { ...reply, headers: { 'content-type': type, ...reply.headers } } : reply;

/** What WebOb calls an answer that nobody has called anything else. */
export const webobType = 'text/html; charset=UTF-8';

/** The answer to what the real service does, and the simulated one does not. */
export const notSimulated = (what: string): Reply => ({
  status: 501,
  // What a header cannot hold is left to the body.
  headers: { 'X-Not-Simulated': what.replaceAll(/[^\x20-\x7e]/g, '?') },
  body: { notImplemented: { code: 501, message: `not simulated: ${what}` } },
});

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as a JSON object; an empty one where it is none. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

/** What stands under `key` of a JSON object; an empty record where there is none. */
export const within = (value: unknown, key: string): Readonly<Record<string, unknown>> =>
  recordOf(recordOf(value)[key]);

export const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
