import { createHash } from 'node:crypto';

/** Identifiers and passwords that are the same again for the same seed. */
export interface Identifiers {
  /** All there is of them, as plain data: how many of this seed were drawn. */
  readonly state: { readonly seed: number | string; count: number };
  uuid(): string;
  requestId(): string;
  /** Twelve letters and digits, as Nova generates an adminPass. */
  password(): string;
}

/** Those of a seed, the first `count` of which were drawn already. */
export function identifiers(seed: number | string, count = 0): Identifiers {
  const state = { seed, count };
  const digest = () =>
    createHash('sha256')
      .update(`${seed}/${state.count++}`)
      .digest();
  const uuid = () => {
    const hex = digest().toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  return {
    state,
    uuid,
    requestId: () => `req-${uuid()}`,
    password: () => digest().toString('base64').replaceAll(/[+/=]/g, 'x').slice(0, 12),
  };
}
