import { gatesMarkdown } from './gates';
import { noEvidence } from './no-evidence';
import type { OwnScenarios } from './own-scenarios';
import type { Report, ReportedRule } from './report';
import { cell } from './table-cell';
import { verdictSentence } from './verdict-sentence';

const fenced = (text: string) => `\`\`\`json\n${text}\n\`\`\``;

/** The report as a page: for a pull request, a wiki, or a summary of a CI. */
export function markdownReport(report: Report): string {
  const { tool, target, run } = report;
  const warning = noEvidence(report);
  return [
    `# ${verdictSentence(report)}`,
    ...(warning === undefined ? [] : [`> **${cell(warning)}**`]),
    `${tool.name} ${tool.version} · ${target.kind} \`${target.name}\` at ${target.endpoint} · microversions ${target.microversions.min} to ${target.microversions.max} · ${run.startedAt} · seed ${run.seed}`,
    `Again: \`${run.reproduce}\``,
    ...(report.ownScenarios ? ownScenarios(report.ownScenarios) : [rulesTable(report.rules)]),
    ...report.rules.filter(({ verdict }) => verdict === 'violates' || verdict === 'differs').map(finding),
    ...(report.gates === null ? [] : [gatesMarkdown(report.gates)]),
    '',
  ].join('\n\n');
}

function rulesTable(rules: readonly ReportedRule[]): string {
  const rows = rules.map(
    ({ family, id, level, verdict, reason, sentence }) =>
      `| ${family} | \`${id}\` | ${level} | **${verdict}** | ${cell(reason ?? sentence)} |`,
  );
  return ['| family | rule | level | verdict | why, or what it says |', '|---|---|---|---|---|', ...rows].join('\n');
}

function ownScenarios({ folder, scenarios }: OwnScenarios): readonly string[] {
  const rows = scenarios.map(
    ({ name, feature, line, verdict, reason }) =>
      `| ${cell(name)} | ${cell(feature)}:${line} | **${verdict}** | ${cell(reason ?? '')} |`,
  );
  const failed = scenarios.filter(({ verdict }) => verdict === 'failed');
  return [
    `## Your own scenarios, of ${folder}`,
    ['| scenario | where | verdict | why |', '|---|---|---|---|', ...rows].join('\n'),
    ...failed.flatMap(({ name, exchanges: [exchange] }) =>
      exchange ? [`**${cell(name)}**`, fenced(JSON.stringify(exchange, null, 2))] : [],
    ),
  ];
}

function finding(rule: ReportedRule): string {
  const scenarios = rule.scenarios.filter(({ verdict }) => verdict === 'violates');
  return [
    `## \`${rule.id}\` ${rule.verdict}`,
    `${rule.sentence} (${rule.source})`,
    ...(rule.note === null ? [] : [rule.note]),
    ...scenarios.map(({ name, feature, line, expected, actual, exchanges, replay }) =>
      [
        `**${cell(name)}** (${feature}:${line})`,
        `- expected ${expected}\n- but ${actual}\n- again: \`${replay}\``,
        ...exchanges.slice(0, 1).map((exchange) => fenced(JSON.stringify(exchange, null, 2))),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}
