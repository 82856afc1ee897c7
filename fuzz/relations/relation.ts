import { type Action, essences, type Sight } from '../../simulator';

/** Two sequences that are to be told apart by nothing that counts; each is played on a cloud of its own. */
export interface Pair {
  readonly one: readonly Action[];
  readonly other: readonly Action[];
}

/**
 * What must hold between two plays whatever the cloud is like otherwise: it needs no model to compare with. Also known as
 * a metamorphic relation.
 */
export interface Relation {
  readonly sentence: string;
  /** Whether it held; undefined where the plays tell nothing about it. */
  readonly holds: (one: readonly Sight[], other: readonly Sight[]) => boolean | undefined;
}

/** What is seen after each action, without what depends on the microversion or differs from cloud to cloud. */
export const gist = (sights: readonly Sight[]): readonly string[] =>
  essences(sights.map((sight) => ({ ...sight, answer: { ...sight.answer, headers: {} } })));

export const isAccepted = (sight: Sight | undefined): boolean => sight !== undefined && sight.answer.status < 300;
