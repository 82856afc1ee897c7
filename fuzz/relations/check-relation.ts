import type fc from 'fast-check';
import { type Action, play, type Sight } from '../../simulator';
import type { PlayStage, Staging } from '../sequences/search';
import { type LookedFor, type Looking, lookFor } from './look-for';
import { gist, type Pair, type Relation } from './relation';

/** How a cloud is played on, and what of it counts. */
export interface Checking extends Looking {
  readonly staging: Staging;
  /** What of the sights counts; all of it where it is not given. */
  readonly see?: (sights: readonly Sight[]) => readonly Sight[];
}

/** Two plays between which a relation does not hold. */
export interface BrokenRelation {
  readonly pair: Pair;
  /** What was seen last in each. */
  readonly one: string;
  readonly other: string;
}

export interface CheckedRelation extends LookedFor<BrokenRelation> {
  /** Commands that were played. */
  readonly commands: number;
  /** Pairs that were played. */
  readonly tried: number;
  /** Those that told something. */
  readonly told: number;
}

/** Plays on a new stage. */
export const playOn = ({ staging, see = (sights) => sights }: Checking, actions: readonly Action[]) =>
  staging(async (stage: PlayStage) => see(await play(stage, actions, stage.looking)));

/** Plays pairs of sequences, each on a new stage, until the relation between them does not hold. */
export async function checkRelation(
  relation: Relation,
  pairs: fc.Arbitrary<Pair>,
  checking: Checking,
): Promise<CheckedRelation> {
  let commands = 0;
  let [tried, told] = [0, 0];
  const looked = await lookFor(
    pairs,
    async (pair) => {
      const { isBroken, broken } = await holdPair(relation, pair, checking);
      commands += pair.one.length + pair.other.length;
      tried += 1;
      if (isBroken !== undefined) told += 1;
      return broken;
    },
    checking,
  );
  return { ...looked, commands, tried, told };
}

/** Plays two sequences. `isBroken` is undefined where they tell nothing. */
export async function holdPair(
  { holds }: Relation,
  pair: Pair,
  checking: Checking,
): Promise<{ readonly isBroken: boolean | undefined; readonly broken: BrokenRelation | undefined }> {
  const one = await playOn(checking, pair.one);
  const other = await playOn(checking, pair.other);
  const held = holds(one, other);
  const last = (sights: readonly Sight[]) => gist(sights).at(-1) ?? '';
  const broken = held === false ? { pair, one: last(one), other: last(other) } : undefined;
  return { isBroken: held === undefined ? undefined : !held, broken };
}
