import { createHash } from 'node:crypto';

/** Identifiers and passwords that are the same again for the same seed. */
export interface Identifiers {
  uuid(): string;
  requestId(): string;
  /** Twelve letters and digits, as Nova generates an adminPass. */
  password(): string;
}

export function identifiers(seed: number | string): Identifiers {
  let count = 0;
  const digest = () => createHash('sha256').update(`${seed}/${count++}`).digest();
  const uuid = () => {
    const hex = digest().toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  return {
    uuid,
    requestId: () => `req-${uuid()}`,
    password: () => digest().toString('base64').replaceAll(/[+/=]/g, 'x').slice(0, 12),
  };
}
