import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { Ledger } from '../targets/ledger/ledger';
import { redactKnown } from '../targets/redact';
import { type Replayed, readReplayable, replay, said } from './fuzzing/replay-files';
import { removeAll } from './running/conformance-run';
import { files } from './running/history';
import { onInterruption } from './running/interruption';
import { onTarget } from './running/on-target';
import type { TargetOptions } from './running/open-target';
import { withTargetOptions } from './target-options';

interface ReplayOptions extends TargetOptions {
  readonly config?: string;
  readonly out: string;
}

/** `nova-rescue replay`: does a cloud still do what was found? */
export function addReplay(program: Command): void {
  withTargetOptions(
    program
      .command('replay')
      .description('play counterexamples again: files of a fuzz run, or the tokens that it has printed')
      .argument('<FILE|TOKEN...>'),
  )
    .option('--out <DIR>', 'the folder of its ledger', 'reports/out')
    .action(async (given: readonly string[], options: ReplayOptions) => {
      process.exitCode = await replayAll(given, options);
    });
}

/** @returns the exit code: 1 where something still fails, 3 where something cannot be told, else 0 */
function replayAll(given: readonly string[], options: ReplayOptions): Promise<number> {
  const examples = given.map((name) => ({
    name: name.startsWith('nrc1.') ? 'the token' : name,
    example: readReplayable(name),
  }));
  const configuration = readConfiguration(options.config);
  const out = resolve(options.out);
  const interruption = onInterruption(files(out).ledger);
  const say = (line: string) => process.stderr.write(`${redactKnown(line)}\n`);
  return onTarget({ target: options, configuration, seed: 1, out }, interruption, async (subject) => {
    const ledger = new Ledger(files(out).ledger);
    const { vtpm, departure, fault } = options;
    const kinds = new Set<Replayed['kind']>();
    try {
      for (const { name, example } of examples) {
        if (interruption.interrupted()) break;
        const replayed = await replay(
          example,
          { subject, ledger, configuration, say },
          { driver: example.driver, vtpm, departure, fault, seed: 1 },
          interruption.interrupted,
        );
        kinds.add(replayed.kind);
        process.stdout.write(`${said(name, example, replayed)}\n`);
      }
    } finally {
      interruption.cleaningUp();
      await removeAll(subject.target, ledger, configuration, subject.patience, say);
    }
    if (kinds.has('still fails')) return 1;
    return kinds.has('cannot tell') || interruption.interrupted() ? 3 : 0;
  });
}
