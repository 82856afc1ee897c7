import type { ScenarioResult } from '../../reports/scenarios';
import type { Configuration } from '../../targets/configuration/configuration';
import { patience } from '../../targets/settle';
import { discover } from '../../targets/subject';
import { UserError } from '../../targets/user-error';
import { type Interruption, onSignals } from './interruption';
import { byRule } from './list';
import { openTarget, type TargetOptions, warnOfToken } from './open-target';
import { passingRun } from './passing-run';

/**
 * What each scenario would have the target make, or why it cannot; looked up, and nothing made.
 * @throws UserError when it is interrupted
 */
export async function plannedScenarios(
  options: TargetOptions & { readonly disruptive?: boolean },
  configuration: Configuration,
  tags: string,
): Promise<readonly ScenarioResult[]> {
  const { signal, interrupted, end } = onSignals('interrupted', 'nothing was made');
  try {
    return await looked({ options, configuration, tags, signal, interrupted });
  } catch (error) {
    throw interrupted() ? new UserError('interrupted before all was looked up; nothing was made') : error;
  } finally {
    end();
  }
}

interface Looking extends Pick<Interruption, 'signal' | 'interrupted'> {
  readonly options: TargetOptions & { readonly disruptive?: boolean };
  readonly configuration: Configuration;
  readonly tags: string;
}

async function looked({ options, configuration, tags, signal, interrupted }: Looking) {
  const target = await openTarget(options, configuration, 0, signal);
  try {
    const subject = await discover(target, { ...patience, deadline: options.timeout * 1000 });
    warnOfToken(options);
    const disruptive = options.disruptive === true || subject.target.kind === 'simulator';
    const nothing = { samples: 1, acceptSamples: 0, seed: 0, planning: true };
    const scenarios = await passingRun({ subject, configuration, disruptive, tags, interrupted, ...nothing });
    if (interrupted()) throw new Error('what was looked up is not all');
    return scenarios;
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
