import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  fromText,
  fromToken,
  type Replayable,
  type ReplayableSequence,
} from '../../fuzz/counterexamples/counterexample';
import { always, enough } from '../../fuzz/how-often';
import { planInWords } from '../../fuzz/races/timeline';
import { sentenceOf } from '../../fuzz/relations/breach';
import { asksInWords } from '../../fuzz/requests/request';
import { differenceOf, type Staging } from '../../fuzz/sequences/search';
import { newestOf } from '../../fuzz/stages/newest-of';
import { portable } from '../../fuzz/stages/portable';
import { simulatedStaging } from '../../fuzz/stages/simulated-staging';
import { whyNothing } from '../../fuzz/tells-nothing';
import { essences, inWords, type SimulatorOptions } from '../../simulator';
import { UserError } from '../../targets/user-error';
import { type CloudPlay, cloudStaging, surroundingsIn } from './cloud-play';
import { replayBreach } from './replay-breach';
import { replayRace } from './replay-race';
import { replayRequest } from './replay-request';

export type Replayed =
  /** `why`: how often, where that is left to chance. */
  | { readonly kind: 'still fails' | 'fixed' | AsAllowed; readonly why?: string }
  | { readonly kind: 'cannot tell'; readonly why: string };

/** What became of a race that was no finding, because a released Nova may do so. */
type AsAllowed = 'still fits only where one was slow' | 'fits as it is';

/** @throws UserError where the file cannot be read or is none of ours */
export function readReplayable(fileOrToken: string): Replayable {
  const read = fileOrToken.startsWith('nrc1.') ? fromToken(fileOrToken) : fromText(textOf(fileOrToken), fileOrToken);
  if ('wrong' in read) throw new UserError(read.wrong);
  return read;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`cannot read ${file}: give a file of the folder counterexamples, or a token nrc1.…`);
  }
}

/** Plays a counterexample again, on a target; a sequence on the simulator that it was compared with too. */
export async function replay(
  example: Replayable,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
  isOver: () => boolean,
): Promise<Replayed> {
  try {
    if ('race' in example) return await replayRace(example, cloud, simulated, isOver);
    if ('breach' in example) return await replayBreach(example, cloud, simulated);
    if ('request' in example) return await replayRequest(example, cloud, simulated);
    return await replaySequence(example, cloud, simulated);
  } catch (error) {
    const why = whyNothing(error);
    if (why === undefined) throw error;
    return { kind: 'cannot tell', why };
  }
}

async function replaySequence(
  { edition, driver, actions, rate = always }: ReplayableSequence,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
): Promise<Replayed> {
  const isSimulator = cloud.subject.target.kind === 'simulator';
  const subject: Staging = isSimulator
    ? simulatedStaging({ ...simulated, driver, edition })
    : cloudStaging(cloud, await surroundingsIn(cloud));
  const model = simulatedStaging({ edition, driver, seed: 1, ...(!isSimulator && newestOf(cloud.subject)) });
  const see = isSimulator
    ? essences
    : (sights: Parameters<typeof essences>[0]) => portable(sights, { withWords: edition !== 'spec' });
  // Where answers vary, often enough.
  for (let times = isSimulator ? 1 : enough(rate, 1); times > 0; times -= 1)
    if (await differenceOf({ subject, model, see }, actions)) return { kind: 'still fails' };
  return { kind: 'fixed' };
}

/** Plays all that is kept in a folder. @returns how many still fail */
export async function replayCorpus(
  folder: string,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
  isOver: () => boolean,
): Promise<number> {
  if (!existsSync(folder)) return 0;
  let stillFail = 0;
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    if (isOver()) break;
    const path = join(folder, file);
    const example = readReplayable(path);
    const replayed = await replay(example, cloud, simulated, isOver);
    if (replayed.kind === 'still fails') stillFail += 1;
    cloud.say(said(path, example, replayed));
  }
  return stillFail;
}

export const said = (name: string, example: Replayable, replayed: Replayed): string =>
  `${replayed.kind}${'why' in replayed ? ` (${replayed.why})` : ''}: ${name}: ${wordsOf(example)}`;

function wordsOf(example: Replayable): string {
  if ('race' in example) return planInWords(example.race.plan);
  if ('request' in example) return asksInWords([...(example.before ?? []), example.request]);
  return 'breach' in example ? sentenceOf(example.breach) : inWords(example.actions);
}
