import type { KeptExchange, ScenarioResult } from './scenarios';
import { judgeScenario } from './verdicts';

export type OwnVerdict = 'passed' | 'failed' | 'inconclusive' | 'not-applicable';

/** A scenario of the user's own. It decides about itself, and about no rule of ours. */
export interface OwnScenario {
  readonly name: string;
  /** The path of the feature file, from the folder of the features on. */
  readonly feature: string;
  readonly line: number;
  readonly verdict: OwnVerdict;
  readonly reason: string | null;
  readonly exchanges: readonly KeptExchange[];
}

export interface OwnScenarios {
  /** The folder of the features, from the folder of the call on. */
  readonly folder: string;
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  readonly notApplicable: number;
  readonly scenarios: readonly OwnScenario[];
}

/** The user's own scenarios, and what they decide of the run. Exit codes: docs/verdicts.md. */
export function judgeOwn(folder: string, all: readonly ScenarioResult[], interrupted: boolean) {
  const scenarios = all.map(judged);
  const count = (wanted: OwnVerdict) => scenarios.filter(({ verdict }) => verdict === wanted).length;
  const own: OwnScenarios = {
    folder,
    passed: count('passed'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
    notApplicable: count('not-applicable'),
    scenarios,
  };
  const open = interrupted || own.inconclusive > 0 || own.passed === 0;
  if (own.failed > 0) return { own, verdict: 'violates', exitCode: 1 } as const;
  return open
    ? ({ own, verdict: 'inconclusive', exitCode: 3 } as const)
    : ({ own, verdict: 'conforms', exitCode: 0 } as const);
}

function judged(scenario: ScenarioResult): OwnScenario {
  const { name, feature, line, evidence } = scenario;
  return { name, feature, line, ...ending(scenario), exchanges: evidence.exchanges };
}

/** An assertion’s message may show a difference, line by line. */
const inOneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ');

/** As ours are judged; but which part a scenario plays is a matter of our rules, and an error is the user's own. */
function ending(scenario: ScenarioResult): Pick<OwnScenario, 'verdict' | 'reason'> {
  const { status, error, evidence } = scenario;
  if (error?.type.endsWith('AssertionError')) {
    const { expected, actual } = evidence;
    return {
      verdict: 'failed',
      reason: actual === null ? inOneLine(error.message) : `expected ${expected}, but ${actual}`,
    };
  }
  if (status === 'SKIPPED') return { verdict: 'not-applicable', reason: scenario.reason ?? 'a step of it says so' };
  if (status === 'PENDING') return { verdict: 'inconclusive', reason: 'a step of it is pending' };
  const { verdict, reason } = judgeScenario(scenario);
  if (verdict === 'conforms') return { verdict: 'passed', reason };
  return {
    verdict: 'inconclusive',
    reason: reason?.replace(/^an error of ours: /, 'a step ended in an error: ') ?? null,
  };
}
