import type { RuleId } from '../../features/catalogue';
import type { Report } from '../../reports/report';
import type { Expectation, RunFacts } from '../../reports/run-facts';
import { Arranger } from '../../targets/arranging/arranger';
import type { Configuration } from '../../targets/configuration/configuration';
import { Ledger } from '../../targets/ledger/ledger';
import { remove } from '../../targets/ledger/removal';
import { text } from '../../targets/microversion';
import { redactText } from '../../targets/redact';
import type { Patience } from '../../targets/settle';
import type { Subject } from '../../targets/subject';
import type { Target } from '../../targets/target';
import { files, messageFile, writeFacts, writeReports } from './history';
import type { Interruption } from './interruption';
import { type OnTarget, onTarget } from './on-target';
import { warnOfToken } from './open-target';
import { progress } from './progress';
import { runFeatures } from './run-features';
import { toolFacts } from './tool-facts';

/** Everything a conformance run is told. */
export interface ConformanceRun extends OnTarget {
  readonly rules: readonly RuleId[];
  readonly tags: string;
  readonly strict: boolean;
  readonly waived: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly samples: number;
  readonly acceptSamples: number;
  readonly disruptive: boolean;
  /** As given, for the report. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly reproduce: string;
}

/**
 * Runs the features against a target, removes what they made, and reports. What is found is written as it comes.
 * @throws UserError when the run cannot start; nothing was written or shown then
 */
export function conformanceRun(run: ConformanceRun): Promise<Report> {
  return onTarget(run, (subject, interruption) => judged(run, subject, interruption));
}

async function judged(
  run: ConformanceRun,
  subject: Subject,
  { interrupted, cleaningUp }: Interruption,
): Promise<Report> {
  const startedAt = new Date().toISOString();
  const ledger = new Ledger(files(run.out).ledger);
  const messages = messageFile(run.out);
  process.stderr.write(`seed ${run.seed}\n`);
  warnOfToken(run.target);
  warnOfRemains(ledger);
  const shown = progress(process.stderr);
  const arranger = new Arranger(subject, ledger, run.configuration, run.disruptive);
  const { samples, acceptSamples, seed } = run;
  const features = runFeatures({
    session: { subject, arranger, samples, acceptSamples, seed, interrupted },
    tags: run.tags,
    formats: [`junit:"${files(run.out).junit}"`],
    onMessage: (message) => {
      messages.write(message);
      shown.onMessage(message);
    },
  });
  // Whatever has ended it, what was made is removed, and what was found is reported.
  const trouble = await features.then(
    () => undefined,
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
  shown.end();
  messages.close();
  if (trouble !== undefined) process.stderr.write(`the run has ended early: ${redactText(trouble)}\n`);
  cleaningUp();
  await removeAll(subject.target, ledger, run.configuration, subject.patience);
  writeFacts(run.out, factsOf(run, subject, startedAt, interrupted() || trouble !== undefined));
  return writeReports(run.out);
}

export function warnOfRemains(ledger: Ledger): void {
  const remains = ledger.open().length;
  if (remains > 0)
    process.stderr.write(
      `warning: ${remains} things of an earlier run are still listed in ${ledger.path}; this run removes them too\n`,
    );
}

/**
 * Removes everything on the ledger that is in this target, newest first. Once a thing did not go in time, others get a
 * tenth of it: a cloud that does not answer any more would hold us for hours.
 */
export async function removeAll(
  target: Target,
  ledger: Ledger,
  configuration: Configuration,
  patience: Patience,
): Promise<number> {
  const endpoint = target.endpoint('compute', 'owner') ?? target.name;
  const little = { ...patience, deadline: patience.deadline / 10 };
  let left = 0;
  for (const entry of ledger.open().filter((open) => open.endpoint === endpoint)) {
    const wrong = await remove(target, ledger, entry, configuration, left === 0 ? patience : little);
    if (wrong === undefined) continue;
    left += 1;
    process.stderr.write(`could not remove ${entry.kind} ${entry.name}: ${redactText(wrong)}\n`);
  }
  return left;
}

function factsOf(
  run: ConformanceRun,
  { target, versions }: Subject,
  startedAt: string,
  interrupted: boolean,
): RunFacts {
  return {
    tool: toolFacts(),
    implementation: run.configuration.implementation ?? null,
    target: {
      kind: target.kind,
      name: target.name,
      endpoint: target.endpoint('compute', 'owner') ?? '',
      edition: run.target.edition ?? (target.kind === 'simulator' ? 'spec' : null),
      microversions: { min: text(versions.oldest), max: text(versions.newest) },
    },
    run: {
      seed: run.seed,
      samples: run.samples,
      startedAt,
      endedAt: new Date().toISOString(),
      options: run.options,
      reproduce: run.reproduce,
    },
    selected: run.rules,
    strict: run.strict,
    waived: run.waived,
    expectations: run.expectations,
    interrupted,
  };
}
