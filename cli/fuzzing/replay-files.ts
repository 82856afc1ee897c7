import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromText, fromToken, type Replayable } from '../../fuzz/counterexamples/counterexample';
import { differenceOf, type Staging } from '../../fuzz/sequences/search';
import { portable } from '../../fuzz/stages/portable';
import { simulatedStaging } from '../../fuzz/stages/simulated-staging';
import { essences, inWords, type SimulatorOptions } from '../../simulator';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { ConnectionProblem } from '../../targets/target';
import { UserError } from '../../targets/user-error';
import { type CloudPlay, cloudStaging, surroundingsIn } from './cloud-play';

export type Replayed =
  | { readonly kind: 'still fails' | 'fixed' }
  | { readonly kind: 'cannot tell'; readonly why: string };

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

/** Plays a counterexample again, on a target and on the simulator that it was compared with. */
export async function replay(
  { edition, driver, actions }: Replayable,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
): Promise<Replayed> {
  const isSimulator = cloud.subject.target.kind === 'simulator';
  const subject: Staging = isSimulator
    ? simulatedStaging({ ...simulated, driver, edition })
    : cloudStaging(cloud, await surroundingsIn(cloud));
  const model = simulatedStaging({ edition, driver, seed: 1 });
  const see = isSimulator
    ? essences
    : (sights: Parameters<typeof essences>[0]) => portable(sights, { withWords: edition !== 'spec' });
  try {
    return { kind: (await differenceOf({ subject, model, see }, actions)) ? 'still fails' : 'fixed' };
  } catch (error) {
    if (![Inconclusive, NotApplicable, ConnectionProblem].some((kind) => error instanceof kind)) throw error;
    return { kind: 'cannot tell', why: (error as Error).message };
  }
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
    const replayed = await replay(example, cloud, simulated);
    if (replayed.kind === 'still fails') stillFail += 1;
    cloud.say(said(path, example, replayed));
  }
  return stillFail;
}

export const said = (name: string, { actions }: Replayable, replayed: Replayed): string =>
  `${replayed.kind}${replayed.kind === 'cannot tell' ? ` (${replayed.why})` : ''}: ${name}: ${inWords(actions)}`;
