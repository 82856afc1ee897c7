import { suiteOn, verdictsOn } from '../../cli/running/suite-on';
import { type RuleId, ruleIds } from '../../features/catalogue';
import type { JudgedRule } from '../../reports/verdicts';
import type { SimulatedEdition, Vtpm } from '../../simulator';
import { simulatorTarget } from '../../targets/simulator-target';

export interface EditionRun {
  readonly edition: SimulatedEdition;
  readonly driver: 'fake' | 'libvirt';
  /** The edition's own where it is not given. */
  readonly vtpm?: Vtpm;
  /** All rules where it is not given. */
  readonly rules?: readonly RuleId[];
}

/** What the suite says of the simulator as this edition, rule by rule. */
export async function editionVerdicts({ rules = ruleIds, ...behaviour }: EditionRun): Promise<readonly JudgedRule[]> {
  return verdictsOn(await suiteOn(simulatorTarget({ ...behaviour, seed: 1 }), { rules }), rules);
}
