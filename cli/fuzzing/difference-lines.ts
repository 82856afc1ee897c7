import type { Replayable } from '../../fuzz/counterexamples/counterexample';
import { allowedInWords, type Explanation, rulesOf } from '../../fuzz/explanation';
import { isFlaky, type Rate } from '../../fuzz/how-often';
import { differenceInWords } from '../../fuzz/sequences/difference-in-words';
import { replayLine } from './keep';

/** A difference, whatever was played. */
interface Shown {
  /** What was played, in words. */
  readonly played: string;
  readonly expected: string;
  readonly actual: string;
  readonly explanation: Explanation;
}

/** What is no finding is kept nowhere; who wants to see it again has its token. */
export function noteLines({ played, expected, actual, explanation }: Shown, example: Replayable): string {
  const words = differenceInWords(expected, actual);
  return [
    `note: ${played}`,
    `  expected  ${words.expected}`,
    `  found     ${words.actual}`,
    `  as        ${allowedInWords(explanation)}`,
    replayLine(example),
  ].join('\n');
}

/**
 * @param after how much was played before, in words
 * @param kept the lines that say where it is kept
 */
export function differenceLines(
  { played, expected, actual, explanation }: Shown,
  { after, rate, kept }: { readonly after: string; readonly rate: Rate; readonly kept: readonly string[] },
): string {
  const words = differenceInWords(expected, actual);
  const flaky = isFlaky(rate) ? `, flaky: ${rate.shown} of ${rate.of} times` : '';
  const ways = [...rulesOf(explanation).map((rule) => `${rule} broken`), ...explanation.faults];
  return [
    `difference after ${after}${flaky}: ${played}`,
    `  expected  ${words.expected}${words.what === 'answer' ? '' : ` (${words.what})`}`,
    `  found     ${words.actual}`,
    `  as with   ${ways.slice(0, 6).join(', ') || 'nothing known'}`,
    ...kept,
  ].join('\n');
}
