import Table from 'cli-table3';
import type { Colors } from 'picocolors/types';
import { gatesLine } from './gates';
import { noEvidence } from './no-evidence';
import type { OwnScenarios, OwnVerdict } from './own-scenarios';
import type { Report, ReportedRule } from './report';
import type { KeptExchange } from './scenarios';
import { verdictSentence } from './verdict-sentence';

/** How a verdict looks on a terminal. */
const paint: Readonly<Record<ReportedRule['verdict'], (c: Colors) => (text: string) => string>> = {
  conforms: (c) => c.green,
  'as-nova': (c) => c.green,
  violates: (c) => c.red,
  differs: (c) => c.yellow,
  inconclusive: (c) => c.yellow,
  untested: (c) => c.yellow,
  'expected-failure': (c) => c.cyan,
  'not-applicable': (c) => c.dim,
};

const paintOwn: Readonly<Record<OwnVerdict, (c: Colors) => (text: string) => string>> = {
  passed: (c) => c.green,
  failed: (c) => c.red,
  inconclusive: (c) => c.yellow,
  'not-applicable': (c) => c.dim,
};

const plainBorders = {
  mid: '',
  'left-mid': '',
  'mid-mid': '',
  'right-mid': '',
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  right: '',
  middle: '  ',
};

/** The report for a person: a table by family, each violation with its evidence, and the verdict as the last line. */
export function terminalReport(report: Report, c: Colors): string {
  const deciding = report.rules.filter((rule) => rule.deciding);
  const observed = report.rules.filter((rule) => !rule.deciding);
  const own = report.ownScenarios;
  const warning = noEvidence(report);
  const parts = [
    warning === undefined ? '' : c.red(c.bold(warning)),
    own ? ownScenarios(own, c) : '',
    table(deciding, c),
    observed.length > 0 ? `${c.bold('Observed of Nova, deciding nothing')}\n${table(observed, c)}` : '',
    ...report.rules.filter(({ verdict }) => verdict === 'violates').map((rule) => violation(rule, c)),
    reasons(report.rules, c),
    report.gates === null ? '' : gatesLine(report.gates),
    warning === undefined ? '' : c.red(c.bold(warning)),
    verdictSentence(report),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function table(rules: readonly ReportedRule[], c: Colors): string {
  const out = new Table({
    chars: plainBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  let family = '';
  for (const rule of rules) {
    out.push([rule.family === family ? '' : c.bold(rule.family), rule.id, paint[rule.verdict](c)(rule.verdict)]);
    family = rule.family;
  }
  return out.toString().replaceAll(/ +$/gm, '');
}

/** The user's own: a line for each, with the reason and the exchange that shows it where it did not pass. */
function ownScenarios({ folder, scenarios }: OwnScenarios, c: Colors): string {
  const lines = scenarios.flatMap(({ name, feature, line, verdict, reason, exchanges: [exchange] }) => [
    `${paintOwn[verdict](c)(verdict.padEnd(longestVerdict))}  ${name}  (${feature}:${line})`,
    ...(reason === null ? [] : [`  ${reason}`]),
    ...(verdict === 'failed' && exchange ? exchangeLines(exchange) : []),
  ]);
  return [c.bold(`Your own scenarios, of ${folder}`), ...lines].join('\n');
}

const longestVerdict = Math.max(...Object.keys(paintOwn).map(({ length }) => length));

/** The rule's sentence, what was expected, what came, and the exchange that shows it. */
function violation(rule: ReportedRule, c: Colors): string {
  const scenario = rule.scenarios.find(({ verdict }) => verdict === 'violates');
  const [exchange] = scenario?.exchanges ?? [];
  return [
    `${c.red('violates')} ${c.bold(rule.id)}  (${rule.level}; ${rule.source})`,
    `  ${rule.sentence}`,
    ...(rule.note === null ? [] : [`  ${rule.note}`]),
    `  scenario  ${scenario?.name} (${scenario?.feature}:${scenario?.line})`,
    `  expected  ${scenario?.expected}`,
    `  but       ${scenario?.actual}`,
    ...(exchange ? exchangeLines(exchange) : []),
    `  again     ${scenario?.replay}`,
  ].join('\n');
}

/** The exchange as one would type it; the answer's headers are in report.json. */
function exchangeLines({ request, response, requestId }: KeptExchange): readonly string[] {
  const more = (text: string) => `            ${text}`;
  return [
    `  request   ${request.method} ${request.url}  as ${request.caller}`,
    ...Object.entries(request.headers).map(([name, value]) => more(`${name}: ${value}`)),
    ...(request.body === undefined ? [] : [more(JSON.stringify(request.body))]),
    `  response  ${response.status} ${JSON.stringify(response.body).slice(0, longestBody)}`,
    `  its id    ${requestId ?? 'none was given'}`,
  ];
}

/** What stands on a terminal of a body; all of it is in report.json. */
const longestBody = 600;

/** Why what was not verified was not; what has the same reason stands in one line. */
function reasons(rules: readonly ReportedRule[], c: Colors): string {
  const open = rules.filter(
    ({ verdict, reason }) => reason !== null && !['conforms', 'violates', 'as-nova'].includes(verdict),
  );
  const alike = new Map<string, ReportedRule[]>();
  for (const rule of open) {
    const key = `${rule.verdict} ${rule.reason}`;
    alike.set(key, [...(alike.get(key) ?? []), rule]);
  }
  const line = ([first, ...others]: readonly ReportedRule[]) =>
    first &&
    `${paint[first.verdict](c)(first.verdict)} ${[first, ...others].map(({ id }) => id).join(', ')}: ${first.reason}`;
  return [...alike.values()].map(line).join('\n');
}
