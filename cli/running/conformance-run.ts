import { relative } from 'node:path';
import type { RuleId } from '../../features/catalogue';
import type { GateProbing } from '../../probing/gates/ask';
import { lookAtGates, withoutGates } from '../../probing/gates/gates';
import type { GateReport } from '../../reports/gates';
import type { Report } from '../../reports/report';
import type { Expectation, RunFacts } from '../../reports/run-facts';
import { editionWith } from '../../simulator';
import { Arranger } from '../../targets/arranging/arranger';
import type { Configuration } from '../../targets/configuration/configuration';
import { Ledger } from '../../targets/ledger/ledger';
import { remove } from '../../targets/ledger/removal';
import { text } from '../../targets/microversion';
import { redactText } from '../../targets/redact';
import type { Patience } from '../../targets/settle';
import type { Subject } from '../../targets/subject';
import type { Target } from '../../targets/target';
import { inWords } from './broken-by';
import { files, messageFile, writeFacts, writeGates, writeReports } from './history';
import type { Interruption } from './interruption';
import { type OnTarget, onTarget } from './on-target';
import { type ProgressStream, progress } from './progress';
import { runFeatures } from './run-features';
import { toolFacts } from './tool-facts';

/** Everything a conformance run is told. */
export interface ConformanceRun extends OnTarget {
  readonly rules: readonly RuleId[];
  readonly tags: string;
  /** The absolute path of the user's own features, which are run in place of ours. */
  readonly features?: string | undefined;
  readonly strict: boolean;
  readonly waived: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly samples: number;
  readonly acceptSamples: number;
  readonly disruptive: boolean;
  /** Whether to find out, after the scenarios, which gates there are. */
  readonly gates: boolean;
  /** As given, for the report. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly reproduce: string;
}

/** Who has asked for the run: the command line, or a program. */
export interface Surroundings {
  readonly interruption: Interruption;
  readonly notes: ProgressStream;
  /** Said once the target has let us in: what cannot start says nothing but why. */
  readonly warnings: readonly string[];
}

/**
 * Runs the features against a target, removes what they made, and reports. What is found is written as it comes.
 * @throws UserError when the run cannot start; nothing was written or shown then
 */
export function conformanceRun(run: ConformanceRun, surroundings: Surroundings): Promise<Report> {
  return onTarget(run, surroundings.interruption, (subject) => judged(run, subject, surroundings));
}

async function judged(
  run: ConformanceRun,
  subject: Subject,
  { interruption: { interrupted, cleaningUp }, notes, warnings }: Surroundings,
): Promise<Report> {
  const startedAt = new Date().toISOString();
  const ledger = new Ledger(files(run.out).ledger);
  const messages = messageFile(run.out);
  const say = (line: string) => notes.write(`${line}\n`);
  for (const line of [`seed ${run.seed}`, ...warnings, ...warningOfRemains(ledger)]) say(line);
  const shown = progress(notes);
  // In the simulator there is nobody to disturb.
  const disruptive = run.disruptive || subject.target.kind === 'simulator';
  const arranger = new Arranger(subject, ledger, run.configuration, disruptive);
  const { samples, acceptSamples, seed } = run;
  const features = runFeatures({
    session: { subject, arranger, samples, acceptSamples, seed, interrupted },
    tags: run.tags,
    folder: run.features,
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
  if (trouble !== undefined) say(`the run has ended early: ${redactText(trouble)}`);
  const ended = interrupted() || trouble !== undefined;
  if (run.gates && !ended) say('gates');
  const gates = run.gates && !ended ? await gatesOf({ subject, arranger, interrupted }) : undefined;
  cleaningUp();
  await removeAll(subject.target, ledger, run.configuration, subject.patience, say);
  writeGates(run.out, gates);
  writeFacts(run.out, factsOf(run, subject, startedAt, ended));
  return writeReports(run.out);
}

/** Whatever goes wrong there, the rules are judged already. */
async function gatesOf(probing: GateProbing): Promise<GateReport> {
  try {
    return await lookAtGates(probing);
  } catch (error) {
    return withoutGates(`an error of ours: ${error instanceof Error ? error.message : error}`);
  }
}

export function warningOfRemains(ledger: Ledger): readonly string[] {
  const remains = ledger.open().length;
  if (remains === 0) return [];
  return [`warning: ${remains} things of an earlier run are still listed in ${ledger.path}; this run removes them too`];
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
  say: (line: string) => void,
  stopped: () => boolean = () => false,
): Promise<number> {
  const endpoint = target.endpoint('compute', 'owner') ?? target.name;
  const little = { ...patience, deadline: patience.deadline / 10 };
  let left = 0;
  for (const entry of ledger.open().filter((open) => open.endpoint === endpoint)) {
    const wrong = await remove(target, ledger, entry, configuration, left === 0 ? patience : little);
    if (stopped()) break;
    if (wrong === undefined) continue;
    left += 1;
    say(`could not remove ${entry.kind} ${entry.name}: ${redactText(wrong)}`);
  }
  return left;
}

function factsOf(
  run: ConformanceRun,
  { target, versions, brokenBy }: Subject,
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
      edition: run.target.edition ?? (target.kind === 'simulator' ? editionWith(run.target.fault) : null),
      microversions: { min: text(versions.oldest), max: text(versions.newest) },
      ...(brokenBy.length > 0 && { brokenBy: brokenBy.map(inWords) }),
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
    ...(run.features !== undefined && { features: relative('', run.features) || '.' }),
    strict: run.strict,
    waived: run.waived,
    expectations: run.expectations,
    interrupted,
  };
}
