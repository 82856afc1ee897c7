import type { ScenarioResult } from '../../reports/scenarios';
import type { Configuration } from '../../targets/configuration/configuration';
import { patience } from '../../targets/settle';
import { discover } from '../../targets/subject';
import { byRule } from './list';
import { openTarget, type TargetOptions, warnOfToken } from './open-target';
import { passingRun } from './passing-run';

/** What each scenario would have the target make, or why it cannot; looked up, and nothing made. */
export async function plannedScenarios(
  options: TargetOptions & { readonly disruptive?: boolean },
  configuration: Configuration,
  tags: string,
): Promise<readonly ScenarioResult[]> {
  const target = await openTarget(options, configuration, 0, () => undefined);
  try {
    const subject = await discover(target, { ...patience, deadline: options.timeout * 1000 });
    warnOfToken(options);
    const disruptive = options.disruptive === true;
    const nothing = { samples: 1, acceptSamples: 0, seed: 0, planning: true };
    return await passingRun({ subject, configuration, disruptive, tags, ...nothing });
  } finally {
    await target.close();
  }
}

/** `run --plan`: by rule and scenario. */
export async function planRun(
  options: TargetOptions & { readonly disruptive?: boolean },
  configuration: Configuration,
  tags: string,
): Promise<string> {
  return byRule(
    await plannedScenarios(options, configuration, tags),
    ({ name, reason, error }) => `  ${name}: ${reason ?? error?.message ?? 'runs'}`,
  );
}
