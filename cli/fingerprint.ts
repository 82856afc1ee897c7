import { resolve } from 'node:path';
import type { Command } from 'commander';
import { conclude, exceptions, unprobedText } from '../probing/fingerprint/conclude';
import { probes } from '../probing/fingerprint/expected';
import { look } from '../probing/fingerprint/look';
import { inWords } from '../probing/fingerprint/words';
import { Arranger } from '../targets/arranging/arranger';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { Ledger } from '../targets/ledger/ledger';
import { redact } from '../targets/redact';
import { removeAll, warningOfRemains } from './running/conformance-run';
import { files } from './running/history';
import { onInterruption } from './running/interruption';
import { onTarget } from './running/on-target';
import { type TargetOptions, tokenWarnings } from './running/open-target';
import { withTargetOptions } from './target-options';

interface FingerprintOptions extends TargetOptions {
  readonly config?: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `nova-rescue fingerprint`: which edition a cloud behaves as. */
export function addFingerprint(program: Command): void {
  withTargetOptions(
    program
      .command('fingerprint')
      .description('find out which edition a cloud behaves as; without a target the simulator'),
  )
    .option('--out <DIR>', 'the folder of its ledger', 'reports/out')
    .option('--json', 'as JSON')
    .action(async (options: FingerprintOptions) => {
      process.exitCode = await fingerprint(options);
    });
}

/** @returns the exit code: 0 where it was told which edition, or that it is none; else 3 */
function fingerprint(options: FingerprintOptions): Promise<number> {
  const configuration = readConfiguration(options.config);
  const out = resolve(options.out);
  const interruption = onInterruption(files(out).ledger);
  const { interrupted, cleaningUp } = interruption;
  const say = (line: string) => process.stderr.write(`${line}\n`);
  return onTarget({ target: options, configuration, seed: 0, out }, interruption, async (subject) => {
    const ledger = new Ledger(files(out).ledger);
    for (const line of [...tokenWarnings(options), ...warningOfRemains(ledger)]) say(line);
    const arranger = new Arranger(subject, ledger, configuration);
    const findings = await look({ subject, ledger, configuration, arranger }, interrupted, (probe) =>
      say(probes[probe].name),
    ).finally(async () => {
      cleaningUp();
      await removeAll(subject.target, ledger, configuration, subject.patience, say);
    });
    const conclusion = conclude(findings);
    process.stdout.write(
      options.json
        ? `${JSON.stringify(redact({ target: subject.target.name, ...conclusion, exceptions: exceptions(findings), unprobed: unprobedText(findings), findings }), null, 2)}\n`
        : inWords(subject.target.name, findings, conclusion),
    );
    return conclusion.kind === 'as' || conclusion.kind === 'as none' ? 0 : 3;
  });
}
