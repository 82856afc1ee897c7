import type { Sight } from '../../simulator';
import { gist, isAccepted, type Relation } from './relation';
import { serverIn, withoutHistory } from './world-view';

/** Whether the last actions of both plays were answered alike, and left alike worlds behind. */
const sameEnd: Relation['holds'] = (one, other) => gist(one).at(-1) === gist(other).at(-1);

/** What is left when everything was played; how it was answered does not count. */
const endOf = (sights: readonly Sight[]): string | undefined =>
  gist(sights.map((sight) => ({ ...sight, answer: nothing, world: withoutHistory(sight.world) }))).at(-1);

const nothing: Sight['answer'] = { status: 0, headers: {}, body: null };

/** Each is shown to fail on a cloud with a fault in relations.test.ts; what it is tried with: pairs.ts. */
export const relations = {
  'below-opt-in-all-alike': {
    sentence: 'Below 2.87 every microversion is answered alike.',
    holds: sameEnd,
  },
  'from-opt-in-all-alike': {
    sentence: 'From 2.87 on every microversion is answered alike.',
    holds: sameEnd,
  },
  'image-backed-all-alike': {
    sentence: 'For a server that boots from an image, every microversion is answered alike.',
    holds: sameEnd,
  },
  'refused-twice-is-refused-once': {
    sentence: 'What is refused twice is answered alike, and leaves the same behind, as what is refused once.',
    holds: (one, other) => (isAccepted(one.at(-1)) ? undefined : sameEnd(one, other)),
  },
  'unrescue-undoes-rescue': {
    sentence: 'A rescue and an unrescue leave the server as it was.',
    holds: (one, other) => (isAccepted(other.at(-1)) ? endOf(one) === endOf(other) : undefined),
  },
  'another-servers-rescue': {
    sentence: 'The rescue of another server changes nothing about this one.',
    holds: (one, other) => firstServer(one) === firstServer(other),
  },
  'later-version-refuses-no-more': {
    sentence: 'A later microversion never refuses the rescue of an image-backed server that an earlier one accepts.',
    holds: (one, other) => !isAccepted(one.at(-1)) || isAccepted(other.at(-1)),
  },
} as const satisfies Record<string, Relation>;

export type RelationId = keyof typeof relations;

export const relationIds = Object.keys(relations) as RelationId[];

export const isRelationId = (id: unknown): id is RelationId => relationIds.some((known) => known === id);

/** What was answered about the first server at the end, and how it is then. */
const firstServer = (sights: readonly Sight[]): string | undefined =>
  gist([...sights.slice(0, 1), ...sights.slice(-1)].map((sight) => ({ ...sight, world: serverIn(sight.world, 0) }))).at(
    -1,
  );
