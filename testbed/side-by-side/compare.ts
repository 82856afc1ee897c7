import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../../targets/clients/reading';
import type { Answer } from './request';

/** One thing in which two answers to the same request are not alike. `undefined`: there is no such thing at that end. */
export interface Difference {
  /** Such as `status`, `headers.vary` or `body.server.links.0.href`. */
  readonly at: string;
  readonly real: unknown;
  readonly simulated: unknown;
}

/** Everything in which they differ, each as deep down as can be said. */
export const differences = (real: Answer, simulated: Answer): readonly Difference[] => [
  ...between('status', real.status, simulated.status),
  ...between('headers', real.headers, simulated.headers),
  ...between('body', real.body, simulated.body),
];

function between(at: string, real: unknown, simulated: unknown): readonly Difference[] {
  if (isDeepStrictEqual(real, simulated)) return [];
  if (Array.isArray(real) && Array.isArray(simulated) && real.length === simulated.length) {
    return real.flatMap((item, index) => between(`${at}.${index}`, item, simulated[index]));
  }
  if (isRecord(real) && isRecord(simulated)) {
    const keys = [...new Set([...Object.keys(real), ...Object.keys(simulated)])];
    return keys.flatMap((key) => between(`${at}.${key}`, real[key], simulated[key]));
  }
  return [{ at, real, simulated }];
}
