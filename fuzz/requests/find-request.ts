import type fc from 'fast-check';
import { Attempts } from '../attempts';
import { drawUntilFound } from '../draw-until-found';
import type { Compared, RequestDifference } from './difference';
import type { Ask } from './request';
import { simplifyAsk } from './simplify-ask';

export interface RequestSearch {
  readonly requests: fc.Arbitrary<Ask>;
  readonly runs: number;
  readonly seed: number;
  /** Whether to send no further request. */
  readonly isOver: () => boolean;
  /** Differences that are not looked for any more. */
  readonly isKnown: (difference: RequestDifference) => Promise<boolean>;
}

/** What was found, made as small as it goes. */
export interface RequestFinding extends RequestDifference {
  readonly seed: number;
  readonly path: string;
  /** How many requests were sent before it was first seen. */
  readonly requests: number;
}

export interface RequestsSearched {
  readonly finding: RequestFinding | undefined;
  /** Requests that were drawn before anything was found. */
  readonly drawn: number;
  /** How many were answered with each status, those for making it small among them. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly notSimulated: number;
  readonly inconclusive: readonly string[];
}

/** Sends requests until the two part, and then looks for the smallest with which they do. */
export async function findRequest(
  compare: (ask: Ask) => Promise<Compared>,
  { requests, runs, seed, isOver, isKnown }: RequestSearch,
): Promise<RequestsSearched> {
  const attempts = new Attempts(isOver);
  const statuses = new Map<number, number>();
  let drawn = 0;
  let notSimulated = 0;
  let isFound = false;

  const differenceOf = (ask: Ask) =>
    attempts.attempt(async () => {
      const compared = await compare(ask);
      if (compared.kind === 'not simulated') notSimulated += 1;
      else statuses.set(compared.status, (statuses.get(compared.status) ?? 0) + 1);
      if (compared.kind !== 'differs' || (await isKnown(compared.difference))) return undefined;
      return compared.difference;
    });

  const findIn = async (ask: Ask) => {
    if (!isFound && !isOver()) drawn += 1;
    const found = await differenceOf(ask);
    if (found) isFound = true;
    return found;
  };
  const { found: smallest, ...from } = await drawUntilFound(requests, findIn, { seed, runs });
  const small = smallest && (await simplifyAsk(smallest, differenceOf));
  const finding = small && { ...small, ...from, requests: drawn };
  return { finding, drawn, statuses, notSimulated, inconclusive: attempts.inconclusive };
}
