import { type Explained, type Explaining, explained } from '../explained';
import { rulesOf } from '../explanation';
import { answersSo } from './answers-so';
import type { RequestDifference, SeeAnswer } from './difference';
import type { Ask } from './request';

interface ExplainedRequest extends Explained<RequestDifference> {
  /** What was sent first, where it takes that. */
  readonly before?: readonly Ask[];
}

/**
 * Explains a difference by itself; and where nothing known does so, by what breaks a rule when one of the requests that
 * were granted earlier is sent first: a cloud may remember it.
 */
export async function explainRequest(
  first: RequestDifference,
  granted: readonly Ask[],
  see: SeeAnswer,
  explaining: Omit<Explaining<RequestDifference>, 'doesSo'>,
): Promise<ExplainedRequest> {
  const after = (before?: readonly Ask[]) =>
    explained(first, {
      ...explaining,
      doesSo: (difference: RequestDifference) => answersSo({ ...difference, ...(before && { before }) }, see),
    });
  const alone = await after();
  if (isExplained(alone)) return alone;
  for (const ask of granted) {
    const before = [ask];
    const remembered = await after(before);
    if (rulesOf(remembered.explanation).length > 0) return { ...remembered, before };
  }
  return alone;
}

const isExplained = ({ explanation }: Explained<RequestDifference>): boolean =>
  explanation.allowed.length > 0 || rulesOf(explanation).length > 0;
