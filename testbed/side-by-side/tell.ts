import type { Judgement, Unlike } from './judge';

/** Longer values are cut: the end of a list of links tells nothing more. */
const longest = 400;

const text = (value: unknown): string => {
  const json = value === undefined ? 'nothing' : JSON.stringify(value);
  return json.length > longest ? `${json.slice(0, longest)}…` : json;
};

/** One request's differences, as lines. */
export const unlikeText = ({ request, differences }: Unlike): string =>
  [
    request,
    ...differences.flatMap(({ at, real, simulated }) => [
      `  ${at}`,
      `    real       ${text(real)}`,
      `    simulator  ${text(simulated)}`,
    ]),
  ].join('\n');

/** What is to be mended, and one line that sums it up. */
export function judgementText(judgement: Judgement): string {
  const { requests, same, explained, unexplained, stale, astray } = judgement;
  const counts = [
    `${requests} requests`,
    `${same} answered the same`,
    `${explained} with known differences`,
    `${unexplained.length} unexplained`,
    `${stale.length} stale`,
  ];
  return [
    ...unexplained.map(unlikeText),
    ...stale.map(({ reason, requests: names }) => `stale, nothing differs so any more: ${names.join(', ')}: ${reason}`),
    ...astray.map((name) => `the real Nova has no answer to: ${name}`),
    `side by side: ${counts.join(', ')}`,
  ].join('\n');
}

/** Whether nothing is to be mended. */
export const holds = ({ unexplained, stale, astray }: Judgement): boolean =>
  unexplained.length + stale.length + astray.length === 0;
