import fc from 'fast-check';
import { type Action, play, type Sight, type Stage } from '../../simulator';
import { simplify } from './simplify';

/** Who is compared with whom. */
export interface Comparison {
  /** A new stage of the cloud that is looked at. */
  readonly subject: () => Promise<Stage>;
  /** A new stage of the reference simulator. */
  readonly model: () => Promise<Stage>;
  /** What of the sights of a play counts: two plays differ where these texts do. */
  readonly see: (sights: readonly Sight[]) => readonly string[];
}

/** Where the two part: with the last of the actions. */
export interface Difference {
  readonly actions: readonly Action[];
  readonly expected: string;
  readonly actual: string;
}

/** Plays a sequence on both, and says where they part. */
export async function differenceOf(
  { subject, model, see }: Comparison,
  actions: readonly Action[],
): Promise<Difference | undefined> {
  const [actual, expected] = [see(await play(await subject(), actions)), see(await play(await model(), actions))];
  const index = expected.findIndex((seen, place) => seen !== actual[place]);
  if (index < 0) return undefined;
  return { actions: actions.slice(0, index + 1), expected: expected[index] ?? '', actual: actual[index] ?? '' };
}

export interface Search {
  /** How many sequences to play. */
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
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
  /** Commands that were played, those for making it small among them. */
  readonly commands: number;
  /** How often each action was played. */
  readonly mix: ReadonlyMap<string, number>;
}

/** Plays sequences until the two part, and then looks for the smallest with which they do. */
export async function search(
  comparison: Comparison,
  sequences: fc.Arbitrary<readonly Action[]>,
  { runs, seed, path }: Search,
): Promise<Searched> {
  const mix = new Map<string, number>();
  let commands = 0;
  let before: number | undefined;
  let smallest: Difference | undefined;
  const property = fc.asyncProperty(sequences, async (actions) => {
    commands += actions.length;
    for (const { do: name } of actions) mix.set(name, (mix.get(name) ?? 0) + 1);
    const found = await differenceOf(comparison, actions);
    if (!found) return true;
    before ??= commands;
    smallest = found;
    return false;
  });
  const details = await fc.check(property, { seed, numRuns: runs, ...(path !== undefined && { path }) });
  // A mistake of ours is no difference.
  if (details.errorInstance && !smallest) throw details.errorInstance;
  const played = async (actions: readonly Action[]) => {
    commands += actions.length;
    return differenceOf(comparison, actions);
  };
  const small =
    smallest && (await simplify(smallest.actions, async (actions) => (await played(actions))?.actions.length));
  const difference = small && (await played(small));
  const finding = difference && {
    ...difference,
    seed: details.seed,
    path: details.counterexamplePath ?? '',
    commands: before ?? commands,
  };
  return { finding, commands, mix };
}
