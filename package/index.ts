/**
 * `nova-rescue-conformance`: the suite, and the simulator, for programs.
 *
 *     const report = await run({cloud: 'acme', rules: ['bfv-needs-trait'], progress: process.stderr});
 *     process.exitCode = report.exitCode;
 */

import { type Rule, type RuleId, ruleIds, ruleOf } from '../features/catalogue';
import type { Report } from '../reports/report';
import type { RunOptions } from './run-options';
import type { RunningSimulator, SimulatorInProcess, SimulatorOptions, StartOptions } from './simulator-options';

export type { ProgressStream } from '../cli/running/progress';
export type { Edition, Family, Level, Rule, RuleId } from '../features/catalogue';
export type { OwnScenario, OwnScenarios } from '../reports/own-scenarios';
export type { Report, ReportedRule, ReportedScenario } from '../reports/report';
export type { KeptExchange } from '../reports/scenarios';
export type { Configuration, ConfigurationFile } from '../targets/configuration/configuration';
export { UserError } from '../targets/user-error';
export type { RunOptions } from './run-options';
export type {
  Control,
  Credentials,
  Host,
  KeptRequest,
  RunningControl,
  RunningSimulator,
  SavedCloud,
  SeenCloud,
  SeenHost,
  SeenServer,
  SimulatedClock,
  SimulatorInProcess,
  SimulatorOptions,
  StartOptions,
  UnderWay,
  When,
} from './simulator-options';

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

/**
 * Starts the simulator as a cloud that any OpenStack client can use, on a port of this machine.
 *
 *     const cloud = await startSimulator({edition: 'nova-27.0'});
 *     …                      // sign in at cloud.credentials.owner.authUrl
 *     await cloud.stop();
 *
 * @throws UserError for options that are wrong, or where it cannot listen there
 */
export async function startSimulator(options: StartOptions = {}): Promise<RunningSimulator> {
  const { startChecked } = require('./simulator') as typeof import('./simulator');
  return startChecked(options);
}

/**
 * The same without a socket, for undici: a request that is sent through its dispatcher stays in this process. Its time
 * passes by `clock.advance` alone. `D` is undici's own type: `simulatorDispatcher<Dispatcher>()`.
 * @throws UserError for options that are wrong
 */
export function simulatorDispatcher<D = object>(options: SimulatorOptions = {}): SimulatorInProcess<D> {
  const { inProcess } = require('./simulator') as typeof import('./simulator');
  return inProcess(options) as SimulatorInProcess<D>;
}
