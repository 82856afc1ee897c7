import type { Command } from 'commander';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { Ledger } from '../targets/ledger/ledger';
import { patience } from '../targets/settle';
import { claimFolder } from './running/claim';
import { removeAll } from './running/conformance-run';
import { files } from './running/history';
import { onSignals } from './running/interruption';
import { openTarget, type TargetOptions, warnOfToken } from './running/open-target';
import { withTargetOptions } from './target-options';

interface CleanupOptions extends TargetOptions {
  readonly config?: string;
  readonly out: string;
  readonly dryRun?: boolean;
}

/** `nova-rescue cleanup`: removes what a killed run left, and only that. */
export function addCleanup(program: Command): void {
  withTargetOptions(program.command('cleanup').description('remove what a killed run has left, and only that'))
    .option('--out <DIR>', 'the folder of the run, with its ledger', 'reports/out')
    .option('--dry-run', 'only say what would be removed')
    .action(async (options: CleanupOptions) => {
      process.exitCode = await cleanup(options);
    });
}

async function cleanup(options: CleanupOptions): Promise<number> {
  const ledger = new Ledger(files(options.out).ledger);
  const entries = ledger.open();
  if (entries.length === 0) {
    process.stdout.write(`nothing is left: ${ledger.path} lists nothing\n`);
    return 0;
  }
  for (const { kind, name, endpoint } of entries) process.stdout.write(`${kind} ${name} at ${endpoint}\n`);
  if (options.dryRun) return 0;
  const configuration = readConfiguration(options.config);
  const giveBack = claimFolder(options.out);
  const { signal, interrupted, end } = onSignals('interrupted', `the rest is in ${ledger.path}`);
  try {
    const target = await openTarget(options, configuration, 0, signal);
    warnOfToken(options);
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const limited = { ...patience, deadline: options.timeout * 1000 };
    await removeAll(target, ledger, configuration, limited, say, interrupted).finally(() => target.close());
  } catch (error) {
    if (!interrupted()) throw error;
  } finally {
    end();
    giveBack();
  }
  const left = ledger.open().length;
  process.stdout.write(`${conclusion(left, entries.length, ledger.path, interrupted())}\n`);
  return left === 0 ? 0 : 3;
}

function conclusion(left: number, all: number, path: string, interrupted: boolean): string {
  if (left === 0) return 'all of it is gone';
  const most = `${left} of ${all} are left in ${path}`;
  return interrupted
    ? `interrupted: ${most}; call it again to remove them`
    : `${most}: name the cloud they are in, with --admin-cloud where they are an admin's`;
}
