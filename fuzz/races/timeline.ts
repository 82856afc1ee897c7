import type { SlowRace, UnorderedRace } from './judge-race';
import type { RaceOperation, RacePlan } from './race';

/** Columns that the longest timeline may take. */
const width = 60;

const inWords = ({ call, answer }: RaceOperation): string =>
  answer ? `${call} → ${answer.status}${answer.shown === undefined ? '' : ` ${answer.shown}`}` : `${call} → no answer`;

/**
 * A history as text: a line for each operation, from its beginning to its end, earlier ones to the left. An operation
 * that was never answered has no end.
 * @param marked those that it is about, and what is said of each
 */
export function timeline(
  history: readonly RaceOperation[],
  marked: { readonly operations: readonly RaceOperation[]; readonly as: string } = { operations: [], as: '' },
): string {
  // Only the order of the moments counts: how long nothing happened in between is left out.
  const moments = [...new Set(history.flatMap(({ invoked, returned }) => [invoked, returned]))].sort((a, b) => a - b);
  const step = Math.max(2, Math.floor(width / Math.max(1, moments.length)));
  const column = (moment: number) => moments.indexOf(moment) * step;
  const end = moments.length * step;
  const longestName = Math.max(0, ...history.map(({ client }) => client.length));
  const lines = history.map((operation) => {
    const { client, invoked, returned, answer } = operation;
    const from = column(invoked);
    const to = answer ? column(returned) : end;
    const bar = `${' '.repeat(from)}|${'-'.repeat(Math.max(0, to - from - 1))}${answer ? '|' : '…'}`;
    const mark = marked.operations.includes(operation) ? `  ← ${marked.as}` : '';
    return `${client.padEnd(longestName)}  ${bar.padEnd(end + 1)}  ${inWords(operation)}${mark}`;
  });
  return lines.join('\n');
}

/** The lines of a race, with what is wrong in it, or odd. */
export function timelineOf(end: UnorderedRace | SlowRace): readonly string[] {
  const marked =
    end.kind === 'no order fits'
      ? { operations: end.stuck, as: 'fits nowhere' }
      : { operations: end.slow, as: 'fits where it was slow' };
  return timeline(end.history, marked).split('\n');
}

/** What each client sends, in one line. */
export const planInWords = (plan: RacePlan): string =>
  plan.map((calls, index) => `client ${index + 1}: ${calls.join(', ')}`).join('; ');
