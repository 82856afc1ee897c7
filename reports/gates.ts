import { cell } from './table-cell';

/** What was found out about the gates of a cloud: gates.json, and `gates` in report.json. */
export interface GateReport {
  /** Why nothing could be found out; null where it could. */
  readonly inconclusive: string | null;
  readonly gates: readonly Gate[];
  /** Groups of gates in the order they are asked in; those of one group could not be told apart. */
  readonly order: readonly (readonly string[])[];
  /** Gates that refuse, and could stand in more than one of those groups. */
  readonly unplaced: readonly string[];
  /** Whether the answers fit no order at all. */
  readonly contradictory: boolean;
  readonly pairs: readonly GatePair[];
}

export interface Gate {
  /** The id of its rule. */
  readonly gate: string;
  readonly name: string;
  /** The one thing that was different from a request that is accepted. */
  readonly factor: string;
  readonly found: 'refuses' | 'absent' | 'not-applicable' | 'inconclusive';
  /** Of its refusal. */
  readonly status: number | null;
  readonly why: string | null;
}

/** Two gates that both had a reason to refuse the same request. */
export interface GatePair {
  readonly gates: readonly [string, string];
  /** Which of them answered; null where that cannot be told. */
  readonly first: string | null;
  readonly why: string | null;
}

/** The gates in one line, for a terminal. */
export function gatesLine(report: GateReport): string {
  if (report.inconclusive !== null) return `gates: nothing could be found out: ${report.inconclusive}`;
  const one = (id: string) => {
    const gate = report.gates.find(({ gate: own }) => own === id);
    return `${gate?.name} ${gate?.status}`;
  };
  const groupInWords = (ids: readonly string[]) =>
    ids.length === 1 ? ids.map(one).join() : `(${ids.map(one).join(' or ')}, not told apart)`;
  const named = (found: Gate['found']) => report.gates.filter((gate) => gate.found === found).map(({ name }) => name);
  const parts = [
    ['gates, in order', report.order.map(groupInWords)],
    [report.contradictory ? 'gates, in no one order' : 'somewhere among them', report.unplaced.map(one)],
    ['absent', named('absent')],
    ['not looked at', [...named('not-applicable'), ...named('inconclusive')]],
  ] as const;
  return parts.flatMap(([title, items]) => (items.length > 0 ? `${title}: ${items.join(', ')}` : [])).join('; ');
}

/** The gates as a section of the page. */
export function gatesMarkdown(report: GateReport): string {
  const rows = report.gates.map(({ gate, factor, found, status, why }) => {
    const alone =
      found === 'refuses'
        ? `refused with ${status}`
        : found === 'absent'
          ? 'accepted: no such gate'
          : `${found}: ${why}`;
    return `| \`${gate}\` | ${cell(factor)} | ${cell(alone)} |`;
  });
  const isOpen = (gates: readonly string[]) =>
    gates.some((gate) => report.unplaced.includes(gate)) ||
    report.order.some((group) => gates.every((gate) => group.includes(gate)));
  // What others decide between them is told all the same.
  const untold = report.pairs.filter(({ first, gates }) => first === null && isOpen(gates));
  return [
    '## Gates',
    'Each gate by a request that differs in one thing from one that is accepted; their order by requests with two reasons to refuse. Statuses and the equality of answers are the evidence, never what a message says.',
    `${gatesLine(report)}.`,
    ...(rows.length > 0 ? [['| gate | what was different | the answer |', '|---|---|---|', ...rows].join('\n')] : []),
    ...(untold.length > 0
      ? [
          [
            'Which comes first is not told of:',
            ...untold.map(({ gates: [a, b], why }) => `- \`${a}\` and \`${b}\`: ${why}`),
          ].join('\n'),
        ]
      : []),
  ].join('\n\n');
}
