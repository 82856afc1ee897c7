import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Budget } from '../fuzz/sequences/draw';
import { editionWith, transportFaultIds } from '../simulator';
import { readConfiguration } from '../targets/configuration/read-configuration';
import { Ledger } from '../targets/ledger/ledger';
import { redactKnown } from '../targets/redact';
import { UserError } from '../targets/user-error';
import { decides } from './fuzzing/decides';
import { type Outcome, played, type Wanted } from './fuzzing/played';
import { replayCorpus } from './fuzzing/replay-files';
import { removeAll, warningOfRemains } from './running/conformance-run';
import { files } from './running/history';
import { onInterruption } from './running/interruption';
import { onTarget } from './running/on-target';
import { type TargetOptions, tokenWarnings } from './running/open-target';
import { wholeNumber, withTargetOptions } from './target-options';

interface FuzzOptions extends TargetOptions, Wanted {
  readonly config?: string;
  readonly runs: number;
  readonly time?: number;
  readonly seed?: number;
  readonly out: string;
  readonly corpus?: string;
}

/** `nova-rescue fuzz`: sequences that nobody wrote, compared with the simulator. */
export function addFuzz(program: Command): void {
  withTargetOptions(
    program
      .command('fuzz')
      .description('play random sequences on a cloud and on the simulator, and find where they part'),
  )
    .option('--runs <N>', 'how many sequences', wholeNumber(1), 100)
    .option('--max-commands <N>', 'how long a sequence may be', wholeNumber(1), 12)
    .option('--time <SECONDS>', 'begin no sequence after so long', wholeNumber(1))
    .option('--seed <N>', 'what the sequences are drawn from', wholeNumber(0))
    .option('--clients <N>', 'hold races of up to so many clients instead; --runs says how many races', wholeNumber(1))
    .option('--relations', 'compare the cloud with itself instead: what must hold whatever edition it follows')
    .option('--requests <N>', 'send so many requests instead, malformed ones for the most part', wholeNumber(1))
    .option('--budget <servers=N,volumes=N>', 'how many a sequence may make', budget)
    .option('--disruptive', 'allow what other tenants could notice: changing a host’s traits')
    .option('--corpus <DIR>', 'play what is kept there first, and keep there what is found')
    .option('--out <DIR>', 'where the counterexamples go', 'reports/out')
    .action(async (options: FuzzOptions) => {
      process.exitCode = await fuzz(options);
    });
}

function budget(text: string): Budget {
  const [, servers, volumes] = /^servers=(\d+)(?:,volumes=(\d+))?$/.exec(text) ?? [];
  if (servers === undefined || Number(servers) < 1)
    throw new InvalidArgumentError('give servers=N or servers=N,volumes=N.');
  return { servers: Number(servers), volumes: Number(volumes ?? servers) };
}

/** @returns the exit code: 1 where a deciding rule may be broken, 3 where nothing could be told */
function fuzz(options: FuzzOptions): Promise<number> {
  demandSense(options);
  const configuration = readConfiguration(options.config);
  const out = resolve(options.out);
  const seed = options.seed ?? randomInt(2 ** 31);
  const interruption = onInterruption(files(out).ledger);
  const say = (line: string) => process.stderr.write(`${redactKnown(line)}\n`);
  return onTarget({ target: options, configuration, seed, out }, interruption, async (subject) => {
    const ledger = new Ledger(files(out).ledger);
    for (const line of [...tokenWarnings(options), ...warningOfRemains(ledger)]) say(line);
    const begun = performance.now();
    const isOver = () =>
      interruption.interrupted() || (options.time !== undefined && performance.now() - begun > options.time * 1000);
    const { driver = 'libvirt', vtpm, departure, fault, runs } = options;
    const isCloud = subject.target.kind === 'cloud';
    const edition = options.edition ?? (isCloud ? undefined : editionWith(fault));
    const corpus = options.corpus === undefined ? undefined : resolve(options.corpus);
    const cloud = { subject, ledger, configuration, say };
    const simulated = { driver, vtpm, departure, fault, seed: 1 };
    try {
      const stillFail = corpus === undefined ? 0 : await replayCorpus(corpus, cloud, simulated, isOver);
      const outcome = await played(options, cloud, { runs, seed, out, corpus, isOver }, { ...simulated, edition });
      process.stdout.write(outcome.summary);
      return exitCode(outcome, stillFail);
    } finally {
      interruption.cleaningUp();
      await removeAll(subject.target, ledger, configuration, subject.patience, say);
    }
  });
}

/** @throws UserError for options that do not go together */
function demandSense(options: FuzzOptions): void {
  const { fault, clients } = options;
  const [one, other] = (['clients', 'requests', 'relations'] as const).filter((name) => options[name] !== undefined);
  if (other !== undefined) throw new UserError(`--${one} and --${other} are two runs: give one of them`);
  if (fault !== undefined && isTransportFault(fault) && clients === undefined)
    throw new UserError(
      `--fault ${fault} lies before the cloud, and sequences in process do not meet it: serve it, and name that with --endpoint`,
    );
}

const isTransportFault = (fault: string): boolean => transportFaultIds.some((id) => id === fault);

function exitCode({ rules, isInconclusive }: Outcome, stillFail: number): number {
  if (stillFail > 0 || rules.some(decides)) return 1;
  return rules.length === 0 && isInconclusive ? 3 : 0;
}
