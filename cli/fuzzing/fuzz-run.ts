import { counterexample } from '../../fuzz/counterexamples/counterexample';
import { explained } from '../../fuzz/explained';
import { type Explanation, type Model, rulesOf } from '../../fuzz/explanation';
import { always, howOften, isFlaky, type Rate } from '../../fuzz/how-often';
import { type Budget, type Means, sequencesOf } from '../../fuzz/sequences/draw';
import { type Fuzzed, fuzz } from '../../fuzz/sequences/fuzz';
import { kindOf } from '../../fuzz/sequences/kind-of';
import { playsSo } from '../../fuzz/sequences/plays-so';
import { type Comparison, type Difference, differenceOf, type Finding } from '../../fuzz/sequences/search';
import { shorten } from '../../fuzz/sequences/shorten';
import { Kept } from '../../fuzz/stages/kept';
import { newestOf } from '../../fuzz/stages/newest-of';
import { portable } from '../../fuzz/stages/portable';
import { simulatedMeans, simulatedStaging } from '../../fuzz/stages/simulated-staging';
import { essences, inWords, type SimulatedEdition, type SimulatorOptions } from '../../simulator';
import { type CloudPlay, cloudStaging, meansOn, modest, surroundingsIn } from './cloud-play';
import { decides } from './decides';
import { differenceLines, noteLines } from './difference-lines';
import { every } from './every';
import { howMany } from './how-many';
import { keep } from './keep';
import { modelEdition } from './model-edition';
import type { Told } from './told';
import { toldNothing } from './told-nothing';
import { writeCounterexample } from './write-counterexample';

/** What a fuzz run is told. */
export interface FuzzRun extends Told {
  /** What it is compared with; undefined for what its fingerprint shows. */
  readonly edition: SimulatedEdition | undefined;
  /** How the simulator is to behave, where no cloud is named. */
  readonly simulated: Omit<SimulatorOptions, 'edition'>;
  readonly maxCommands: number;
  readonly budget: Budget | undefined;
  readonly disruptive: boolean;
}

export interface FuzzResult extends Fuzzed {
  readonly edition: SimulatedEdition;
  /** The rules that each of the findings may break; none where nothing known explains it. */
  readonly rules: readonly (readonly string[])[];
  /** How many differences break no rule that decides. */
  readonly notes: number;
}

/** Plays sequences on a target and on the simulator, and writes down with which they part. */
export async function fuzzRun(run: FuzzRun, cloud: CloudPlay): Promise<FuzzResult> {
  const { subject, say } = cloud;
  const isCloud = subject.target.kind === 'cloud';
  const edition = run.edition ?? (isCloud ? await modelEdition(cloud, run.isOver) : 'spec');
  const model: Model = { edition, driver: run.simulated.driver, ...(isCloud && newestOf(subject)) };
  const staging = simulatedStaging({ ...model, seed: 1 });
  const { comparison, means } = !isCloud
    ? {
        comparison: { subject: simulatedStaging({ ...run.simulated, edition }), model: staging, see: essences },
        means: { ...simulatedMeans, budget: run.budget },
      }
    : await onCloud(run, cloud, edition, staging);
  say(`compared with the simulator as ${edition}; seed ${run.seed}`);
  const drawn = (length: number) => sequencesOf(means, length);
  const rules: (readonly string[])[] = [];
  let notes = 0;
  const { see } = comparison;
  const fuzzed = await fuzz({
    comparison,
    sequences: drawn(run.maxCommands),
    runs: run.runs,
    seed: run.seed,
    isOver: run.isOver,
    ...(isCloud && { onPlayed: every(100, (commands) => say(`${commands} commands`)) }),
    onFinding: async (first) => {
      const { explanation, hasSameCause, isSame } = await explained(first, {
        ...{ model, kindOf, decides },
        doesSo: (difference: Difference) => playsSo(difference, see),
      });
      if (explanation.allowed.length > 0) {
        notes += 1;
        const { actions } = first;
        say(noteLines({ ...first, played: inWords(actions), explanation }, { ...model, actions }));
        return isSame;
      }
      rules.push(rulesOf(explanation));
      // On a cloud every try takes its time.
      const finding = isCloud ? first : await shorten(comparison, drawn, first, hasSameCause);
      const { slow } = comparison;
      const afresh = slow && { ...comparison, subject: slow.afresh, slow: undefined };
      const isThere = async () => afresh !== undefined && (await differenceOf(afresh, finding.actions)) !== undefined;
      const rate = afresh ? await howOften(isThere, run.isOver) : always;
      await tell(finding, { explanation, rate }, run, model, say);
      return isSame;
    },
  });
  return { ...fuzzed, edition, rules, notes };
}

async function onCloud(
  run: FuzzRun,
  cloud: CloudPlay,
  edition: SimulatedEdition,
  model: Comparison['model'],
): Promise<{ readonly comparison: Comparison; readonly means: Means }> {
  const surroundings = await surroundingsIn(cloud);
  const budget = run.budget ?? modest;
  // The text of the specification has no messages to compare.
  const see: Comparison['see'] = (sights) => portable(sights, { withWords: edition !== 'spec' });
  const means = meansOn(cloud, surroundings, { disruptive: run.disruptive, budget });
  const subject = cloudStaging(cloud, surroundings, new Kept(budget));
  const slow = { afresh: cloudStaging(cloud, surroundings) };
  return { comparison: { subject, slow, model, see, places: means.places }, means };
}

async function tell(
  finding: Finding,
  { explanation, rate }: { readonly explanation: Explanation; readonly rate: Rate },
  run: FuzzRun,
  { edition, driver }: Model,
  say: (line: string) => void,
): Promise<void> {
  const rules = rulesOf(explanation);
  const { actions, expected, actual, seed, path, commands } = finding;
  const example = counterexample({
    edition,
    driver,
    actions,
    expected,
    actual,
    rules,
    faults: explanation.faults,
    seed,
    path,
    commands,
    ...(isFlaky(rate) && { rate }),
  });
  const kept = await keep(example, writeCounterexample, run, ', .feature and .sh');
  const shown = { played: inWords(actions), expected, actual, explanation };
  say(differenceLines(shown, { after: `${commands} commands`, rate, kept }));
}

export function fuzzSummary(name: string, result: FuzzResult, seed: number): string {
  const { rules, notes, commands, mix, inconclusive, edition } = result;
  const played = [...mix].sort(([, a], [, b]) => b - a).map(([action, count]) => `${action} ${count}`);
  return [
    `played: ${played.join(', ')}`,
    ...toldNothing(inconclusive),
    `${name} and the simulator as ${edition}: ${howMany(rules.length, notes)} in ${commands} commands (seed ${seed})`,
    '',
  ].join('\n');
}
