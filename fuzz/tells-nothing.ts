import { Inconclusive, NotApplicable } from '../targets/inconclusive';
import { ConnectionProblem } from '../targets/target';

/** Why what has thrown this tells nothing of the cloud; undefined where it is a mistake of ours. */
export const whyNothing = (error: unknown): string | undefined =>
  [Inconclusive, NotApplicable, ConnectionProblem].some((kind) => error instanceof kind)
    ? (error as Error).message
    : undefined;
