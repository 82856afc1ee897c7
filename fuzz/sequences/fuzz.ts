import type fc from 'fast-check';
import type { Action } from '../../simulator';
import { type Comparison, type Difference, type Finding, search } from './search';

export interface Fuzzing {
  readonly comparison: Comparison;
  readonly sequences: fc.Arbitrary<readonly Action[]>;
  /** How many sequences to play. */
  readonly runs: number;
  readonly seed: number;
  /** Whether time is up, or the user has asked us to stop. */
  readonly isOver: () => boolean;
  /**
   * Told of each finding when it is as small as it gets: whatever ends the rest, it is not lost.
   * @returns whether another difference has the same cause; undefined where nothing is known of it
   */
  readonly onFinding: (finding: Finding) => Promise<((other: Difference) => Promise<boolean>) | undefined>;
  /** Told after each sequence how many commands were played so far. */
  readonly onPlayed?: (commands: number) => void;
}

export interface Fuzzed {
  readonly commands: number;
  readonly mix: ReadonlyMap<string, number>;
  readonly inconclusive: readonly string[];
}

/** Plays sequences, and goes on after each finding with what has another cause, or is of another kind where none is known. */
export async function fuzz({
  comparison,
  sequences,
  runs,
  seed,
  isOver,
  onFinding,
  onPlayed = () => {},
}: Fuzzing): Promise<Fuzzed> {
  const known: ((difference: Difference) => Promise<boolean>)[] = [];
  const mix = new Map<string, number>();
  const inconclusive: string[] = [];
  let commands = 0;
  let left = runs;
  const isKnown = async (difference: Difference): Promise<boolean> => {
    for (const hasCause of known) if (await hasCause(difference)) return true;
    return false;
  };
  for (let round = 0; left > 0 && !isOver(); round += 1) {
    const before = commands;
    const searched = await search(comparison, sequences, {
      runs: left,
      seed: seed + round,
      isOver,
      isKnown,
      onPlayed: (played) => onPlayed(before + played),
    });
    left -= searched.sequences;
    commands += searched.commands;
    inconclusive.push(...searched.inconclusive);
    for (const [name, count] of searched.mix) mix.set(name, (mix.get(name) ?? 0) + count);
    const { finding } = searched;
    if (!finding) break;
    const kind = kindOf(finding);
    known.push((await onFinding(finding)) ?? (async (other) => kindOf(other) === kind));
  }
  return { commands, mix, inconclusive };
}

/** Two differences of one kind are taken for one: what was asked for, and the two statuses, or what is left behind. */
export function kindOf({ actions, expected, actual }: Difference): string {
  const last = actions.at(-1);
  const what = last ? [last.do, 'image' in last ? last.image : '', last.as] : [];
  const [wanted, found] = [expected, actual].map(statusOf);
  return JSON.stringify([...what, wanted, found]);
}

/** What is seen begins with the status of the answer. */
const statusOf = (seen: string): string => /^\[(\d+)/.exec(seen)?.[1] ?? '';
