import { ruleOf } from '../features/catalogue';
import type { GateReport } from './gates';
import { judgeOwn, type OwnScenarios } from './own-scenarios';
import type { RunFacts } from './run-facts';
import type { KeptExchange, ScenarioResult } from './scenarios';
import { isVerified, type JudgedRule, type Judgement, judge } from './verdicts';

/** report.json, version 1: fields may be added, none is removed. Its JSON Schema is report.schema.json beside this file. */
export interface Report
  extends Omit<RunFacts, 'selected' | 'features' | 'strict' | 'waived' | 'expectations' | 'interrupted'> {
  readonly schemaVersion: 1;
  readonly verdict: Judgement['verdict'];
  readonly exitCode: number;
  readonly interrupted: boolean;
  readonly summary: Readonly<Record<SummaryKey, number>>;
  readonly unverifiedFamilies: readonly string[];
  readonly staleExpectations: readonly string[];
  readonly rules: readonly ReportedRule[];
  /** Where the user's own features were run in place of ours: what became of them. Then `rules` is empty. */
  readonly ownScenarios?: OwnScenarios;
  /** Null where they were not looked at. */
  readonly gates: GateReport | null;
}

type SummaryKey =
  | 'deciding'
  | 'verified'
  | 'conforms'
  | 'violates'
  | 'inconclusive'
  | 'notApplicable'
  | 'expectedFailure'
  | 'untested'
  | 'asNova'
  | 'differs';

export interface ReportedRule {
  readonly id: string;
  readonly level: string;
  readonly family: string;
  readonly deciding: boolean;
  readonly sentence: string;
  readonly source: string;
  readonly note: string | null;
  readonly verdict: JudgedRule['verdict'];
  readonly witnessed: boolean;
  readonly reason: string | null;
  readonly scenarios: readonly ReportedScenario[];
}

export interface ReportedScenario {
  readonly name: string;
  readonly feature: string;
  readonly line: number;
  readonly part: ScenarioResult['part'];
  readonly verdict: string;
  readonly reason: string | null;
  readonly samples: number;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly exchanges: readonly KeptExchange[];
  /** The command that runs this rule's scenarios again. */
  readonly replay: string;
}

/** Makes the report from the history of a run. */
export function reportOf(
  facts: RunFacts,
  scenarios: readonly ScenarioResult[],
  gates: GateReport | null = null,
): Report {
  const { selected: _, strict: __, waived: ___, expectations: ____, features, interrupted, ...rest } = facts;
  const judgement = judge(facts, scenarios);
  const own = features === undefined ? undefined : judgeOwn(features, scenarios, interrupted);
  const deciding = judgement.rules.filter((rule) => rule.deciding);
  const count = (verdict: JudgedRule['verdict']) => deciding.filter((rule) => rule.verdict === verdict).length;
  const observed = (verdict: JudgedRule['verdict']) =>
    judgement.rules.filter((rule) => rule.verdict === verdict).length;
  return {
    schemaVersion: 1,
    ...rest,
    verdict: (own ?? judgement).verdict,
    exitCode: (own ?? judgement).exitCode,
    interrupted,
    summary: {
      deciding: deciding.length,
      verified: deciding.filter(isVerified).length,
      conforms: count('conforms'),
      violates: count('violates'),
      inconclusive: count('inconclusive'),
      notApplicable: count('not-applicable'),
      expectedFailure: count('expected-failure'),
      untested: count('untested'),
      asNova: observed('as-nova'),
      differs: observed('differs'),
    },
    unverifiedFamilies: judgement.unverified,
    staleExpectations: judgement.stale.map(({ rule }) => rule),
    rules: judgement.rules.map((rule) => reported(rule, facts)),
    ...(own && { ownScenarios: own.own }),
    gates,
  };
}

function reported(rule: JudgedRule, { run }: RunFacts): ReportedRule {
  const { level, sentence, source, note = null } = ruleOf(rule.id);
  return {
    id: rule.id,
    level,
    family: rule.family,
    deciding: rule.deciding,
    sentence,
    source,
    note,
    verdict: rule.verdict,
    witnessed: rule.witnessed,
    reason: rule.reason,
    scenarios: rule.scenarios.map(({ scenario, verdict, reason }) => ({
      name: scenario.name,
      feature: scenario.feature,
      line: scenario.line,
      part: scenario.part,
      verdict,
      reason,
      samples: scenario.evidence.samples,
      expected: scenario.evidence.expected,
      actual: scenario.evidence.actual,
      exchanges: scenario.evidence.exchanges,
      replay: `${run.reproduce} --rule ${rule.id}`,
    })),
  };
}
