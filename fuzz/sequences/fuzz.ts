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
  /** Told of each finding when it is as small as it gets: whatever ends the rest, it is not lost. Says whether it is one. */
  readonly onFinding: (finding: Finding) => Promise<'new' | 'seen before'>;
  /** Told after each sequence how many commands were played so far. */
  readonly onPlayed?: (commands: number) => void;
}

export interface Fuzzed {
  readonly findings: readonly Finding[];
  readonly commands: number;
  readonly mix: ReadonlyMap<string, number>;
  readonly inconclusive: readonly string[];
}

/** Plays sequences, and goes on after each finding with what differs otherwise. */
export async function fuzz({
  comparison,
  sequences,
  runs,
  seed,
  isOver,
  onFinding,
  onPlayed = () => {},
}: Fuzzing): Promise<Fuzzed> {
  const findings: Finding[] = [];
  const known = new Set<string>();
  const mix = new Map<string, number>();
  const inconclusive: string[] = [];
  let commands = 0;
  let left = runs;
  for (let round = 0; left > 0 && !isOver(); round += 1) {
    const isKnown = (difference: Difference) => known.has(kindOf(difference));
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
    if (!searched.finding) break;
    known.add(kindOf(searched.finding));
    if ((await onFinding(searched.finding)) === 'new') findings.push(searched.finding);
  }
  return { findings, commands, mix, inconclusive };
}

/** Two differences of one kind are taken for one: what was asked for, and the two statuses, or what is left behind. */
function kindOf({ actions, expected, actual }: Difference): string {
  const last = actions.at(-1);
  const what = last ? [last.do, 'image' in last ? last.image : '', last.as] : [];
  const [wanted, found] = [expected, actual].map(statusOf);
  return JSON.stringify([...what, wanted, found]);
}

/** What is seen begins with the status of the answer. */
const statusOf = (seen: string): string => /^\[(\d+)/.exec(seen)?.[1] ?? '';
