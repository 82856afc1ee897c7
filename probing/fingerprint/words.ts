import { editions, type SimulatedEdition } from '../../simulator';
import { type Conclusion, exceptions, type Unlike, unprobedText } from './conclude';
import { type End, expected, probes } from './expected';
import { type Finding, isSeen, type Seen, whyUnseen } from './finding';

/** Everything that was found out, as lines for people. */
export function inWords(target: string, findings: readonly Finding[], conclusion: Conclusion): string {
  const lines = findings.map(
    (finding) =>
      `  ${`${probes[finding.probe].name}:`.padEnd(width)} ${isSeen(finding) ? ended(finding.showed) : `not seen: ${whyUnseen(finding)}`}`,
  );
  return [
    'What comes of the rescue of a volume-backed server:',
    ...lines,
    '',
    `${target} ${textSentence(findings)}`,
    ...(findings.some(isSeen) ? verdict(target, conclusion) : [nothingSeen(target, findings)]),
    '',
  ].join('\n');
}

const width = Math.max(...Object.values(probes).map(({ name }) => name.length)) + 1;

const ended = (end: End): string => {
  if (typeof end === 'number') return `refused with ${end}`;
  if (end === 'kept') return 'accepted, and then it fails';
  if (end === 'ERROR') return 'accepted, and then ERROR';
  return end === 'RESCUE' ? 'RESCUE' : 'accepted, and nothing comes of it';
};

function textSentence(findings: readonly Finding[]): string {
  const broken = exceptions(findings);
  const open = unprobedText(findings);
  const looked =
    open.length === 0
      ? ''
      : ` where it was looked at (not ${list(
          open.map((id) => `“${probes[id].name}”`),
          'and',
        )})`;
  if (broken.length > 0) return `keeps the text${looked} except that ${list(broken, 'and that')}.`;
  return findings.some(isSeen) ? `keeps the text${looked}.` : 'was seen neither to keep the text nor to break it.';
}

/** Where no server can be had, every probe says the same of it. */
const nothingSeen = (target: string, findings: readonly Finding[]): string =>
  `Which edition ${target} behaves as cannot be told: ${distinct(findings.flatMap((one) => (isSeen(one) ? [] : whyUnseen(one)))).join('; ')}.`;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function verdict(target: string, conclusion: Conclusion): readonly string[] {
  switch (conclusion.kind) {
    case 'as':
      return [`${target} behaves as ${named(conclusion.edition, 'certain')}.`, ...conclusion.others.map(notAs)];
    case 'perhaps':
      return [
        `${target} behaves as ${named(conclusion.edition, 'not certain: something was inconclusive')}.`,
        ...conclusion.others.map(notAs),
      ];
    case 'as one of':
      return [
        `${target} behaves as ${list(conclusion.editions, 'or')} (cannot be told apart here: ${whyUntold(conclusion)}).`,
        ...conclusion.others.map(notAs),
      ];
    case 'as none':
      return [`${target} behaves as none of the editions.`, ...nearest(conclusion.nearest)];
  }
}

const named = (edition: SimulatedEdition, certainty: string): string => {
  const { releases, observed } = editions[edition];
  const how = observed === undefined || observed === 'observed' ? '' : ` (${observed})`;
  return `${edition} (${certainty}): ${releases}${how}`;
};

/** One difference is enough. */
const notAs = ({ edition, in: [first] }: Unlike): string => `  not ${edition}: ${first ? unlike(edition, first) : ''}`;

/** Editions that differ in the same things share a line. */
function nearest(editions: readonly Unlike[]): readonly string[] {
  const alike = new Map<string, SimulatedEdition[]>();
  for (const { edition, in: wrong } of editions) {
    const differences = list(
      wrong.map((one) => unlike(edition, one)),
      'and',
    );
    alike.set(differences, [...(alike.get(differences) ?? []), edition]);
  }
  return [...alike].map(([differences, names]) => `  nearest ${list(names, 'and')}, but ${differences}`);
}

const unlike = (edition: SimulatedEdition, { probe, showed }: Seen): string =>
  `${probes[probe].name}: ${ended(showed)}, there ${expected[edition][probe].map(ended).join(' or ')}`;

const whyUntold = ({ untold }: Extract<Conclusion, { kind: 'as one of' }>): string =>
  untold.map((finding) => `${probes[finding.probe].name}: ${whyUnseen(finding)}`).join('; ');

const list = (items: readonly string[], word: string): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
