import { keptBreach } from '../../fuzz/counterexamples/counterexample';
import { type Breach, sentenceOf } from '../../fuzz/relations/breach';
import { checkInvariants } from '../../fuzz/relations/check-invariants';
import { type Checking, checkRelation } from '../../fuzz/relations/check-relation';
import { pairsIn } from '../../fuzz/relations/pairs';
import { relationIds, relations } from '../../fuzz/relations/relations';
import { differenceInWords } from '../../fuzz/sequences/difference-in-words';
import { type Budget, sequencesOf } from '../../fuzz/sequences/draw';
import type { Staging } from '../../fuzz/sequences/search';
import { simulatedMeans } from '../../fuzz/stages/simulated-staging';
import { inWords, type Place, type SimulatorOptions } from '../../simulator';
import { compare, optIn, text } from '../../targets/microversion';
import { UserError } from '../../targets/user-error';
import { type CloudPlay, meansOn, modest, surroundingsIn } from './cloud-play';
import { every } from './every';
import { keep } from './keep';
import { playsOn } from './plays-on';
import type { Told } from './told';
import { toldNothing } from './told-nothing';
import { writeBreach } from './write-counterexample';

/** What a run of relations is told. */
export interface RelationRun extends Told {
  readonly maxCommands: number;
  /** How the simulator behaves, where no cloud is named. */
  readonly simulated: SimulatorOptions;
  readonly disruptive: boolean;
  readonly budget: Budget | undefined;
}

export interface RelationResult {
  readonly broken: readonly Breach[];
  readonly commands: number;
  /** The relations of which no pair told anything, and the invariants where no sequence did. */
  readonly untold: readonly string[];
  readonly inconclusive: readonly string[];
}

/** Plays what needs no model on a target: pairs of sequences that relate to each other, and what holds after any action. */
export async function relationRun(run: RelationRun, cloud: CloudPlay): Promise<RelationResult> {
  const { newest } = cloud.subject.versions;
  if (compare(newest, optIn) < 0)
    throw new UserError(
      `its newest microversion is ${text(newest)}, before 2.87: nobody can opt in, and nothing relates`,
    );
  const isCloud = cloud.subject.target.kind === 'cloud';
  const surroundings = isCloud ? await surroundingsIn(cloud) : undefined;
  const { disruptive, budget = modest } = run;
  const means = surroundings ? meansOn(cloud, surroundings, { disruptive, budget }) : simulatedMeans;
  // Each relation, and the invariants together, have their share.
  const runs = Math.ceil(run.runs / (relationIds.length + 1));
  const plays = playsOn(run.simulated, cloud, surroundings);
  const checking: Checking = {
    ...plays,
    staging: isCloud
      ? counted(
          plays.staging,
          every(10, (sequences) => cloud.say(`${sequences} sequences`)),
        )
      : plays.staging,
    seed: run.seed,
    runs,
    isOver: run.isOver,
    isSlow: isCloud,
  };
  const pairs = pairsIn({
    places: usual(means.places),
    optedIn: [...new Set([text(optIn), text(newest)])],
    hasOtherProject: means.callers.includes('other-project'),
  });
  const broken: Breach[] = [];
  const inconclusive: string[] = [];
  const untold: string[] = [];
  let commands = 0;
  const isBroken = async (breach: Breach, seen: readonly string[]) => {
    broken.push(breach);
    await tell(breach, seen, run, cloud);
  };
  for (const id of relationIds) {
    const checked = await checkRelation(relations[id], pairs[id], checking);
    commands += checked.commands;
    if (checked.told === 0) untold.push(id);
    inconclusive.push(...checked.inconclusive);
    if (checked.found) await isBroken({ of: id, ...checked.found.pair }, [checked.found.one, checked.found.other]);
    if (isCloud)
      cloud.say(
        `${id}: ${checked.found ? 'broken' : checked.told === 0 ? 'not told' : 'holds'} (${checked.told} of ${checked.tried} pairs told something)`,
      );
  }
  const checked = await checkInvariants(sequencesOf(means, run.maxCommands), checking);
  if (checked.played === 0) untold.push('the invariants');
  inconclusive.push(...checked.inconclusive);
  if (checked.found) await isBroken({ of: checked.found.id, one: checked.found.actions }, []);
  return { broken, commands: commands + checked.commands, untold, inconclusive };
}

/** Tells how many sequences were begun. */
function counted(staging: Staging, tell: (sequences: number) => void): Staging {
  let sequences = 0;
  return (use) => {
    sequences += 1;
    tell(sequences);
    return staging(use);
  };
}

/** Where rescues come to the end that the rules say: what runs guests may fail for what it lacks. */
function usual(places: readonly Place[]): readonly Place[] {
  const found = places.filter((place) => place !== 'libvirt');
  return found.length > 0 ? found : places;
}

async function tell(breach: Breach, seen: readonly string[], run: RelationRun, { say }: CloudPlay): Promise<void> {
  const { edition, driver } = run.simulated;
  const sentence = sentenceOf(breach);
  const example = keptBreach({ edition, driver, breach, sentence, seen, rules: [], seed: run.seed, path: '' });
  const kept = await keep(example, writeBreach, run);
  const [one, other] = seen;
  const words = one !== undefined && other !== undefined ? differenceInWords(one, other) : undefined;
  const where = words === undefined || words.what === 'answer' ? '' : ` (${words.what})`;
  say(
    [
      `does not hold: ${sentence}`,
      `  ${'other' in breach ? 'one      ' : 'played   '} ${inWords(breach.one)}`,
      ...(words ? [`            ${words.expected}${where}`] : []),
      ...('other' in breach ? [`  another   ${inWords(breach.other)}`] : []),
      ...(words ? [`            ${words.actual}`] : []),
      ...kept,
    ].join('\n'),
  );
}

export function relationSummary(
  name: string,
  { broken, commands, untold, inconclusive }: RelationResult,
  seed: number,
): string {
  const sound = untold.length === 0 ? 'all relations and invariants hold' : 'nothing is broken';
  const missed = untold.length === 0 ? '' : `, and nothing told of ${untold.join(', ')}`;
  const found = (broken.length === 0 ? sound : `${broken.map(({ of }) => of).join(', ')}: broken`) + missed;
  return [...toldNothing(inconclusive), `${name}: ${found}, in ${commands} commands (seed ${seed})`, ''].join('\n');
}
