import { conformanceRun } from '../cli/running/conformance-run';
import { interruptionBy } from '../cli/running/interruption';
import { selected, usual, wantedRun } from '../cli/running/wanted-run';
import type { Report } from '../reports/report';
import { configurationOf, readConfiguration } from '../targets/configuration/read-configuration';
import { demandOptions, knownFault } from './checked-options';
import type { RunOptions } from './run-options';

let last: Promise<unknown> = Promise.resolve();

/** One after the other: the scenarios of a process share one session. */
export function runInTurn(options: RunOptions): Promise<Report> {
  const own = last.then(() => runOnce(options));
  last = own.catch(() => undefined);
  return own;
}

const silent = { write: () => undefined };

async function runOnce(options: RunOptions): Promise<Report> {
  demandOptions(options);
  const { configuration, rules, levels, progress = silent, signal, ...rest } = options;
  const wanted = {
    ...usual,
    ...rest,
    fault: knownFault('run', options.fault),
    config: typeof configuration === 'string' ? configuration : undefined,
    rule: rules?.join(),
    level: levels?.join(),
  };
  const selection = await selected(wanted);
  const known = typeof configuration === 'object' ? configurationOf(configuration) : readConfiguration(configuration);
  const interruption = interruptionBy(signal);
  return conformanceRun(wantedRun(wanted, known, selection), { interruption, notes: progress, warnings: [] });
}
