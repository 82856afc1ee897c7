import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { requiredFamilies } from '../features/catalogue';
import { terminalReport } from '../reports/terminal';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { UserError } from '../targets/user-error';
import { conformanceRun } from './running/conformance-run';
import { files, writeExpectations } from './running/history';
import { onInterruption } from './running/interruption';
import { listScenarios } from './running/list';
import { tokenWarnings } from './running/open-target';
import { planRun } from './running/plan';
import { type RunOptions, selected, usual, wantedRun } from './running/wanted-run';
import { wholeNumber, withTargetOptions } from './target-options';

interface CommandOptions extends RunOptions {
  readonly writeExpectations?: string;
  readonly list?: boolean;
  readonly plan?: boolean;
}

/** `nova-rescue run`: judge a target, and report. */
export function addRun(program: Command): void {
  withTargetOptions(program.command('run').description('judge a cloud; without a target the simulator'))
    .option('--rule <ID,…>', 'only these rules')
    .option('--level <LEVEL,…>', 'only rules of these levels: spec, api, observed')
    .option('--tags <EXPRESSION>', 'only scenarios that fit this tag expression')
    .option('--strict', 'observed rules decide too')
    .option('--features <DIR>', 'your own .feature files, with your step files and ours, in place of ours')
    .option('--samples <N>', 'samples of an unbounded domain', wholeNumber(1), usual.samples)
    .option(
      '--accept-samples <N>',
      'further microversions where each costs a rescue',
      wholeNumber(0),
      usual.acceptSamples,
    )
    .option('--seed <N>', 'what samples are drawn from', wholeNumber(0))
    .option('--disruptive', 'allow what other tenants could notice: changing a host’s traits for a moment')
    .option(
      '--gates',
      'after the scenarios, find out which gates there are and in which order (a whole run on the simulator does)',
    )
    .option('--no-gates', 'do not')
    .option('--out <DIR>', 'where the reports go', usual.out)
    .option('--expect <FILE|NAME>', 'failures that are known and expected')
    .option('--write-expectations <FILE>', 'write this run’s failures as expectations')
    .addOption(
      new Option('--allow-unverified <FAMILY...>', 'families that may stay unverified').choices(requiredFamilies),
    )
    .option('--list', 'list the rules and scenarios that would run, and stop')
    .option('--plan', 'say what would be made and what cannot, and stop')
    .action(async (options: CommandOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: CommandOptions): Promise<number> {
  if (options.features !== undefined && options.writeExpectations !== undefined)
    throw new UserError('--features judges no rule of ours: leave --write-expectations out');
  if (options.features !== undefined && options.plan)
    throw new UserError('--plan cannot tell what your own steps would make: leave it out, or see --list');
  const selection = await selected(options);
  if (options.list) {
    process.stdout.write(await listScenarios(selection));
    return 0;
  }
  const configuration = readConfiguration(options.config);
  if (options.plan) {
    process.stdout.write(await planRun(options, configuration, selection.tags));
    return 0;
  }
  const wanted = wantedRun(options, configuration, selection);
  const report = await conformanceRun(wanted, {
    interruption: onInterruption(files(wanted.out).ledger),
    notes: process.stderr,
    warnings: tokenWarnings(options),
  });
  process.stdout.write(`${terminalReport(report, pc)}\n`);
  process.stderr.write(`report: ${options.out}/report.md, report.json and junit.xml\n`);
  if (options.writeExpectations !== undefined) writeExpectations(options.writeExpectations, report);
  return report.exitCode;
}
