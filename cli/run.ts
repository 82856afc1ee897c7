import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { requiredFamilies } from '../features/catalogue';
import { terminalReport } from '../reports/terminal';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { type ConformanceRun, conformanceRun } from './running/conformance-run';
import { readExpectations } from './running/expectations';
import { writeExpectations } from './running/history';
import { listScenarios } from './running/list';
import type { TargetOptions } from './running/open-target';
import { planRun } from './running/plan';
import { demandTags, type SelectionOptions, selectRules, tagsOf } from './running/selection';
import { wholeNumber, withTargetOptions } from './target-options';

export interface RunOptions extends TargetOptions, SelectionOptions {
  readonly config?: string;
  readonly strict?: boolean;
  readonly samples: number;
  readonly acceptSamples: number;
  readonly seed?: number;
  readonly disruptive?: boolean;
  readonly out: string;
  readonly expect?: string;
  readonly writeExpectations?: string;
  readonly allowUnverified?: readonly string[];
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
    .option('--samples <N>', 'samples of an unbounded domain', wholeNumber(1), 25)
    .option('--accept-samples <N>', 'further microversions where each costs a rescue', wholeNumber(0), 1)
    .option('--seed <N>', 'what samples are drawn from', wholeNumber(0))
    .option('--disruptive', 'allow what other tenants could notice: changing a host’s traits for a moment')
    .option('--out <DIR>', 'where the reports go', 'reports/out')
    .option('--expect <FILE|NAME>', 'failures that are known and expected')
    .option('--write-expectations <FILE>', 'write this run’s failures as expectations')
    .addOption(
      new Option('--allow-unverified <FAMILY...>', 'families that may stay unverified').choices(requiredFamilies),
    )
    .option('--list', 'list the rules and scenarios that would run, and stop')
    .option('--plan', 'say what would be made and what cannot, and stop')
    .action(async (options: RunOptions) => {
      process.exitCode = await run(options);
    });
}

async function run(options: RunOptions): Promise<number> {
  const rules = selectRules(options);
  const tags = tagsOf(rules, options);
  if (options.tags !== undefined) await demandTags(options.tags);
  if (options.list) {
    process.stdout.write(await listScenarios(tags));
    return 0;
  }
  const configuration = readConfiguration(options.config);
  if (options.plan) {
    process.stdout.write(await planRun(options, configuration, tags));
    return 0;
  }
  const seed = options.seed ?? Math.trunc(Date.now() / 1000);
  const wanted: ConformanceRun = {
    target: options,
    configuration,
    rules,
    tags,
    strict: options.strict === true,
    waived: options.allowUnverified ?? [],
    expectations: readExpectations(options.expect),
    samples: options.samples,
    acceptSamples: options.acceptSamples,
    seed,
    disruptive: options.disruptive === true,
    out: resolve(options.out),
    options: withoutSecrets(options),
    reproduce: commandOf(options, seed),
  };
  const report = await conformanceRun(wanted);
  process.stdout.write(`${terminalReport(report, pc)}\n`);
  process.stderr.write(`report: ${options.out}/report.md, report.json and junit.xml\n`);
  if (options.writeExpectations !== undefined) writeExpectations(options.writeExpectations, report);
  return report.exitCode;
}

const withoutSecrets = ({ token, ...options }: RunOptions): Readonly<Record<string, unknown>> => ({
  ...options,
  ...(token !== undefined && { token: '[redacted]' }),
});

/** The options that say what is judged; how to narrow a replay is added behind them. */
function commandOf(options: RunOptions, seed: number): string {
  const words = ['nova-rescue run'];
  const add = (flag: string, value: unknown) => {
    if (value === true) words.push(flag);
    else if (value !== undefined) words.push(`${flag} ${value}`);
  };
  add('--cloud', options.cloud);
  add('--admin-cloud', options.adminCloud);
  add('--endpoint', options.endpoint);
  add('--config', options.config);
  add('--edition', options.edition);
  add('--driver', options.driver);
  add('--vtpm', options.vtpm);
  add('--departure', options.departure);
  add('--disruptive', options.disruptive);
  add('--seed', seed);
  return words.join(' ');
}
