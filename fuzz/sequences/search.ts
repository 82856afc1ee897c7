import type fc from 'fast-check';
import { type Action, inWords, type Place, play, type Sight, type Stage } from '../../simulator';
import { Inconclusive } from '../../targets/inconclusive';
import { Attempts } from '../attempts';
import { drawUntilFound } from '../draw-until-found';
import { asNew } from './as-new';
import { cut } from './cut';
import { differenceInWords } from './difference-in-words';
import { homeward } from './homeward';
import { simplify } from './simplify';

/** A stage that a sequence is played on. */
export interface PlayStage extends Stage {
  /** Through which it is looked around; where it is not given, the stage itself. */
  readonly looking?: Stage;
  /** Told, where all went as expected, which of the servers are as new: later plays may be given them. */
  keep?(servers: readonly number[]): Promise<void>;
}

/** Has something played on a new stage, and clears the stage afterwards. */
export type Staging = <T>(use: (stage: PlayStage) => Promise<T>) => Promise<T>;

/** Who is compared with whom. */
export interface Comparison {
  readonly subject: Staging;
  /**
   * Where playing takes its time: nothing is played that shows nothing more, and what differs is to be seen once more, on
   * a stage without anything of earlier plays, before it counts.
   */
  readonly slow?: { readonly afresh: Staging } | undefined;
  /** The reference simulator. */
  readonly model: Staging;
  /** The kinds of hosts that there are; all of them where it is not given. */
  readonly places?: readonly Place[];
  /** What of the sights of a play counts: two plays differ where these texts do. */
  readonly see: (sights: readonly Sight[]) => readonly string[];
}

/** Where the two part: with the last of the actions. */
export interface Difference {
  readonly actions: readonly Action[];
  readonly expected: string;
  readonly actual: string;
}

/** Answers may vary: so often what differs is looked for once more. */
const looks = 3;

/**
 * Plays a sequence on both, and says where they part.
 * @param isKnown which differences need not be seen once more
 * @throws Inconclusive where they did once, and then did not
 */
export async function differenceOf(
  { subject, slow, model, see }: Comparison,
  actions: readonly Action[],
  isKnown: (difference: Difference) => Promise<boolean> = async () => false,
): Promise<Difference | undefined> {
  const wanted = await model((stage) => play(stage, actions));
  const expected = see(wanted);
  const playedOn = (staging: Staging) =>
    staging(async (stage) => {
      const indexIn = (sights: readonly Sight[]) => see(sights).findIndex((seen, place) => seen !== expected[place]);
      const isEnough = slow && ((sights: readonly Sight[]) => indexIn(sights) >= 0);
      const sights = await play(stage, actions, stage.looking, isEnough);
      const index = indexIn(sights);
      if (index < 0) {
        await stage.keep?.(asNew(wanted.at(-1)?.world));
        return undefined;
      }
      return {
        actions: actions.slice(0, index + 1),
        expected: expected[index] ?? '',
        actual: see(sights)[index] ?? '',
      };
    });
  const first = await playedOn(subject);
  if (!first || !slow || (await isKnown(first))) return first;
  for (let time = 0; time < looks; time += 1) {
    const again = await playedOn(slow.afresh);
    if (again) return again;
  }
  const words = differenceInWords(first.expected, first.actual);
  throw new Inconclusive(
    `seen once, and not in ${looks} times more: ${inWords(first.actions)}: expected ${words.expected}, found ${words.actual}`,
  );
}

export interface Search {
  /** How many sequences to play. */
  readonly runs: number;
  readonly seed: number;
  /** Where fast-check has found something with this seed. */
  readonly path?: string | undefined;
  /** Whether to play no further. */
  readonly isOver?: () => boolean;
  /** Differences that are not looked for any more. */
  readonly isKnown?: (difference: Difference) => Promise<boolean>;
  /** Told after each sequence how many commands were played so far. */
  readonly onPlayed?: (commands: number) => void;
}

/** What was found, made as small as it goes. */
export interface Finding extends Difference {
  readonly seed: number;
  /** Where fast-check finds it again. */
  readonly path: string;
  /** How many commands were played before it was first seen. */
  readonly commands: number;
}

export interface Searched {
  readonly finding: Finding | undefined;
  /** Sequences that were played before anything was found. */
  readonly drawn: number;
  /** Commands that were played, those for making it small among them. */
  readonly commands: number;
  /** How often each action was played. */
  readonly mix: ReadonlyMap<string, number>;
  /** Why sequences told nothing, each reason as often as it came up. */
  readonly inconclusive: readonly string[];
}

/** Plays sequences until the two part, and then looks for the smallest with which they do. */
export async function search(
  comparison: Comparison,
  sequences: fc.Arbitrary<readonly Action[]>,
  { runs, seed, path, isOver = () => false, isKnown = async () => false, onPlayed = () => {} }: Search,
): Promise<Searched> {
  const attempts = new Attempts(isOver);
  const mix = new Map<string, number>();
  let commands = 0;
  let drawn = 0;
  let before: number | undefined;

  const played = (actions: readonly Action[]): Promise<Difference | undefined> =>
    attempts.attempt(async () => {
      const found = await differenceOf(comparison, actions, isKnown);
      const all = (comparison.slow && found?.actions) ?? actions;
      commands += all.length;
      for (const { do: name } of all) mix.set(name, (mix.get(name) ?? 0) + 1);
      return found && (await isKnown(found)) ? undefined : found;
    });

  /** Where playing takes its time, servers are left as they can be used again. */
  const completed = async (actions: readonly Action[]): Promise<readonly Action[]> =>
    comparison.slow ? [...actions, ...homeward(await comparison.model((stage) => play(stage, actions)))] : actions;

  const findIn = async (actions: readonly Action[]) => {
    if (before === undefined && !isOver()) drawn += 1;
    const found = await played(await completed(actions));
    onPlayed(commands);
    if (found) before ??= commands;
    return found;
  };
  const drawing = { runs, seed, path, isSlow: comparison.slow !== undefined };
  const { found: first, ...from } = await drawUntilFound(sequences, findIn, drawing);
  let found = first;
  if (found) {
    const differs = async (actions: readonly Action[]) => {
      const smaller = await played(actions);
      if (smaller) found = smaller;
      return smaller?.actions.length;
    };
    await simplify(comparison.slow ? await cut(found.actions, differs) : found.actions, differs, comparison.places);
  }
  const finding = found && { ...found, ...from, commands: before ?? commands };
  return { finding, drawn, commands, mix, inconclusive: attempts.inconclusive };
}
