import { type RuleId, ruleIds } from '../../features/catalogue';
import type { ScenarioResult } from '../../reports/scenarios';
import { type JudgedRule, judgeRule } from '../../reports/verdicts';
import { patience } from '../../targets/settle';
import { discover } from '../../targets/subject';
import type { Target } from '../../targets/target';
import { passingRun } from './passing-run';
import { tagsOf } from './selection';

export interface SuiteRun {
  /** All of them where they are not given. */
  readonly rules?: readonly RuleId[];
  readonly interrupted?: () => boolean;
}

/** Runs the scenarios of these rules on a simulated cloud. The same each time: nothing in it is drawn anew. */
export async function suiteOn(target: Target, run: SuiteRun = {}): Promise<readonly ScenarioResult[]> {
  const { rules = ruleIds, interrupted = () => false } = run;
  const subject = await discover(target, patience);
  const drawn = { samples: 10, acceptSamples: 1, seed: 1 };
  return passingRun({ subject, configuration: {}, disruptive: true, tags: tagsOf(rules, {}), interrupted, ...drawn });
}

/** What such a run says, rule by rule. */
export function verdictsOn(scenarios: readonly ScenarioResult[], rules = ruleIds): readonly JudgedRule[] {
  return rules.map((id) => judgeRule(id, scenarios, { expectations: [], strict: false, run: { endedAt: '' } }));
}
