import type { Action } from '../../simulator';
import { at, isRecord } from '../../targets/clients/reading';
import { areActions } from '../counterexamples/are-actions';
import { brokenIn } from './check-invariants';
import { type Checking, holdPair, playOn } from './check-relation';
import { type InvariantId, invariants } from './invariants';
import { isRelationId, type RelationId, relations } from './relations';

/** A relation that two plays break, or an invariant that one does. */
export type Breach =
  | { readonly of: RelationId; readonly one: readonly Action[]; readonly other: readonly Action[] }
  | { readonly of: InvariantId; readonly one: readonly Action[] };

const isInvariantId = (id: unknown): id is InvariantId => Object.keys(invariants).some((known) => known === id);

export const isBreach = (read: unknown): read is Breach =>
  isRecord(read) &&
  areActions(read.one) &&
  (isInvariantId(read.of) || (isRelationId(read.of) && areActions(at(read, 'other'))));

export const sentenceOf = (breach: Breach): string =>
  ('other' in breach ? relations[breach.of] : invariants[breach.of]).sentence;

/** Plays it again. @returns whether it is still one; undefined where that cannot be told */
export async function isStillBroken(breach: Breach, checking: Checking): Promise<boolean | undefined> {
  if (!('other' in breach)) return brokenIn(breach.one, await playOn(checking, breach.one))?.id === breach.of;
  return (await holdPair(relations[breach.of], breach, checking)).isBroken;
}
