import type fc from 'fast-check';
import type { Action } from '../../simulator';
import { type SearchingOn, searchOn } from '../search-on';
import { type Comparison, type Difference, type Finding, search } from './search';

export interface Fuzzing extends SearchingOn<Finding, Difference> {
  readonly comparison: Comparison;
  readonly sequences: fc.Arbitrary<readonly Action[]>;
  /** Told after each sequence how many commands were played so far. */
  readonly onPlayed?: (commands: number) => void;
}

export interface Fuzzed {
  readonly commands: number;
  readonly mix: ReadonlyMap<string, number>;
  readonly inconclusive: readonly string[];
}

/** Plays sequences, and goes on after each finding. */
export async function fuzz({ comparison, sequences, onPlayed = () => {}, ...on }: Fuzzing): Promise<Fuzzed> {
  const mix = new Map<string, number>();
  const inconclusive: string[] = [];
  let commands = 0;
  await searchOn(async (round) => {
    const before = commands;
    const searched = await search(comparison, sequences, {
      ...round,
      onPlayed: (played) => onPlayed(before + played),
    });
    commands += searched.commands;
    inconclusive.push(...searched.inconclusive);
    for (const [name, count] of searched.mix) mix.set(name, (mix.get(name) ?? 0) + count);
    return searched;
  }, on);
  return { commands, mix, inconclusive };
}
