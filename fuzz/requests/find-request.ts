import fc from 'fast-check';
import { whyNothing } from '../tells-nothing';
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
  const statuses = new Map<number, number>();
  const inconclusive: string[] = [];
  let drawn = 0;
  let notSimulated = 0;
  let first: number | undefined;
  let smallest: RequestDifference | undefined;
  let mistake: { readonly error: unknown } | undefined;

  const differenceOf = async (ask: Ask): Promise<RequestDifference | undefined> => {
    if (isOver()) return undefined;
    try {
      const compared = await compare(ask);
      if (compared.kind === 'not simulated') notSimulated += 1;
      else statuses.set(compared.status, (statuses.get(compared.status) ?? 0) + 1);
      if (compared.kind !== 'differs' || (await isKnown(compared.difference))) return undefined;
      return compared.difference;
    } catch (error) {
      const why = whyNothing(error);
      if (why === undefined) {
        mistake = { error };
        throw error;
      }
      inconclusive.push(why);
      return undefined;
    }
  };

  const property = fc.asyncProperty(requests, async (ask) => {
    if (first === undefined && !isOver()) drawn += 1;
    const found = await differenceOf(ask);
    if (!found) return true;
    first ??= drawn;
    smallest = found;
    return false;
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  // A mistake of ours is no difference.
  if (mistake) throw mistake.error;
  const small = smallest && (await simplifyAsk(smallest, differenceOf));
  const finding = small && { ...small, seed: details.seed, path: details.counterexamplePath ?? '', requests: drawn };
  return { finding, drawn, statuses, notSimulated, inconclusive };
}
