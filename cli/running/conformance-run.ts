import type { RuleId } from '../../features/catalogue';
import type { Report } from '../../reports/report';
import type { Expectation, RunFacts } from '../../reports/run-facts';
import { Arranger } from '../../targets/arranging/arranger';
import type { Configuration } from '../../targets/configuration/configuration';
import { Ledger } from '../../targets/ledger/ledger';
import { remove } from '../../targets/ledger/removal';
import { text } from '../../targets/microversion';
import { patience } from '../../targets/settle';
import { discover, type Subject } from '../../targets/subject';
import type { Target } from '../../targets/target';
import { files, messageFile, writeFacts, writeReports } from './history';
import { onInterruption } from './interruption';
import { openTarget, type TargetOptions } from './open-target';
import { progress } from './progress';
import { runFeatures } from './run-features';
import { toolFacts } from './tool-facts';

/** Everything a conformance run is told. */
export interface ConformanceRun {
  readonly target: TargetOptions;
  readonly configuration: Configuration;
  readonly rules: readonly RuleId[];
  readonly tags: string;
  readonly strict: boolean;
  readonly waived: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly samples: number;
  readonly acceptSamples: number;
  readonly seed: number;
  readonly disruptive: boolean;
  /** Seconds to wait for a change of state. */
  readonly timeout: number;
  readonly out: string;
  /** As given, for the report. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly reproduce: string;
}

/**
 * Runs the features against a target, removes what they made, and reports. What is found is written as it comes.
 * @throws UserError when the run cannot start
 */
export async function conformanceRun(run: ConformanceRun): Promise<Report> {
  const startedAt = new Date().toISOString();
  const messages = messageFile(run.out);
  const ledger = new Ledger(files(run.out).ledger);
  warnOfRemains(ledger);
  const interruption = onInterruption(ledger.path);
  const target = await openTarget(run.target, run.configuration, run.seed, interruption.signal);
  const shown = progress(process.stderr);
  try {
    const subject = await discover(target, { ...patience, deadline: run.timeout * 1000 });
    const arranger = new Arranger(subject, ledger, run.configuration, run.disruptive);
    const { samples, acceptSamples, seed } = run;
    await runFeatures({
      session: { subject, arranger, samples, acceptSamples, seed, interrupted: interruption.interrupted },
      tags: run.tags,
      formats: [`junit:"${files(run.out).junit}"`],
      onMessage: (message) => {
        messages.write(message);
        shown.onMessage(message);
      },
    });
    shown.end();
    interruption.cleaningUp();
    await removeAll(target, ledger, run.configuration);
    writeFacts(run.out, factsOf(run, subject, startedAt, interruption.interrupted()));
    return writeReports(run.out);
  } finally {
    shown.end();
    messages.close();
    interruption.end();
    await target.close();
  }
}

function warnOfRemains(ledger: Ledger): void {
  const remains = ledger.open().length;
  if (remains > 0)
    process.stderr.write(
      `warning: ${remains} things of an earlier run are still listed in ${ledger.path}; this run removes them too\n`,
    );
}

/** Removes everything on the ledger that is in this target, newest first. */
export async function removeAll(target: Target, ledger: Ledger, configuration: Configuration): Promise<number> {
  const endpoint = target.endpoint('compute', 'owner') ?? target.name;
  let left = 0;
  for (const entry of ledger.open().filter((open) => open.endpoint === endpoint)) {
    const wrong = await remove(target, ledger, entry, configuration);
    if (wrong === undefined) continue;
    left += 1;
    process.stderr.write(`could not remove ${entry.kind} ${entry.name}: ${wrong}\n`);
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
