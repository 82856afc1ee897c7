/**
 * `nova-rescue-conformance`: the suite for programs.
 *
 *     const report = await run({cloud: 'acme', rules: ['bfv-needs-trait'], progress: process.stderr});
 *     process.exitCode = report.exitCode;
 */

import { type Rule, type RuleId, ruleIds, ruleOf } from '../features/catalogue';
import type { Report } from '../reports/report';
import type { RunOptions } from './run-options';

export type { ProgressStream } from '../cli/running/progress';
export type { Edition, Family, Level, Rule, RuleId } from '../features/catalogue';
export type { OwnScenario, OwnScenarios } from '../reports/own-scenarios';
export type { Report, ReportedRule, ReportedScenario } from '../reports/report';
export type { KeptExchange } from '../reports/scenarios';
export type { Configuration, ConfigurationFile } from '../targets/configuration/configuration';
export { UserError } from '../targets/user-error';
export type { RunOptions } from './run-options';

/** A rule of the catalogue, with its id. */
export interface ListedRule extends Rule {
  readonly id: RuleId;
}

/** Every rule, in the order of the reports. */
export const rules: readonly ListedRule[] = ruleIds.map((id) => ({ id, ...ruleOf(id) }));

/**
 * Judges a target as `nova-rescue run` does, writes the same files, and resolves to the report, whatever the verdict:
 * `report.exitCode` is what the command would end with. Runs of one process wait for each other.
 * @throws UserError for what the caller can put right; nothing was made or written then
 */
export async function run(options: RunOptions = {}): Promise<Report> {
  // What runs features takes a quarter of a second to load: only those who run them pay for it.
  const { runInTurn } = require('./run') as typeof import('./run');
  return runInTurn(options);
}
