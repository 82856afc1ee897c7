import { createHash } from 'node:crypto';

/** All there is of the identifiers of a seed, as plain data: how many were drawn. */
export interface IdentifiersState {
  readonly seed: number | string;
  /** Those that the cloud's own things have. */
  count: number;
  /** Those of requests: apart, so that a thing has the same id however often somebody looked before it was made. */
  requests: number;
}

/** Identifiers and passwords that are the same again for the same seed. */
export interface Identifiers {
  readonly state: IdentifiersState;
  uuid(): string;
  requestId(): string;
  /** Twelve letters and digits, as Nova generates an adminPass. */
  password(): string;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

function uuidOf(digest: Buffer): string {
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Those of a seed; those that go on from a saved state, where there is one. */
export function identifiers(seed: number | string, { count, requests } = { count: 0, requests: 0 }): Identifiers {
  const state = { seed, count, requests };
  const digest = () => sha256(`${seed}/${state.count++}`);
  // A digest would be a tenth of all the work that a request is: these are counted.
  const request = `req-${uuidOf(sha256(`${seed}/requests`)).slice(0, 24)}`;
  return {
    state,
    uuid: () => uuidOf(digest()),
    requestId: () => `${request}${(state.requests++).toString(16).padStart(12, '0')}`,
    password: () => digest().toString('base64').replaceAll(/[+/=]/g, 'x').slice(0, 12),
  };
}
