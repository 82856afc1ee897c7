import type { Command } from 'commander';
import { ruleIds } from '../features/catalogue';
import { planned } from '../steps/session';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { byRule } from './running/list';
import type { TargetOptions } from './running/open-target';
import { plannedScenarios } from './running/plan';
import { tagsOf } from './running/selection';
import { withTargetOptions } from './target-options';

/** `nova-rescue check-config`: what each rule lacks on this target. */
export function addCheckConfig(program: Command): void {
  withTargetOptions(program.command('check-config').description('say what each rule lacks on this target')).action(
    async (options: TargetOptions & { readonly config?: string }) => {
      const scenarios = await plannedScenarios(options, readConfiguration(options.config), tagsOf(ruleIds, {}));
      const lacking = scenarios.filter(({ reason }) => !reason?.startsWith(planned));
      const complete = new Set(scenarios.flatMap(({ rules }) => rules));
      for (const id of lacking.flatMap(({ rules }) => rules)) complete.delete(id);
      process.stdout.write(byRule(lacking, ({ name, reason, error }) => `  ${name}: ${reason ?? error?.message}`));
      process.stdout.write(
        `${lacking.length > 0 ? '\n' : ''}${complete.size} of ${ruleIds.length} rules lack nothing on this target\n`,
      );
    },
  );
}
