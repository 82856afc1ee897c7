import { passingRun } from '../../cli/running/passing-run';
import { tagsOf } from '../../cli/running/selection';
import { type RuleId, ruleIds } from '../../features/catalogue';
import { type JudgedRule, judgeRule } from '../../reports/verdicts';
import type { SimulatedEdition, Vtpm } from '../../simulator';
import { patience } from '../../targets/settle';
import { simulatorTarget } from '../../targets/simulator-target';
import { discover } from '../../targets/subject';

export interface EditionRun {
  readonly edition: SimulatedEdition;
  readonly driver: 'fake' | 'libvirt';
  /** The edition's own where it is not given. */
  readonly vtpm?: Vtpm;
  /** All rules where it is not given. */
  readonly rules?: readonly RuleId[];
}

/** What the suite says of the simulator as this edition, rule by rule. The same each time: nothing in it is drawn anew. */
export async function editionVerdicts({ rules = ruleIds, ...behaviour }: EditionRun): Promise<readonly JudgedRule[]> {
  const seed = 1;
  const subject = await discover(simulatorTarget({ ...behaviour, seed }), patience);
  const tags = tagsOf(rules, {});
  const run = { subject, configuration: {}, disruptive: true, tags, samples: 5, acceptSamples: 1, seed };
  const scenarios = await passingRun(run);
  return rules.map((id) => judgeRule(id, scenarios, { expectations: [], strict: false, run: { endedAt: '' } }));
}
