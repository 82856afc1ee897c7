import fc from 'fast-check';
import type { Action, ImageKind, Place, Sight } from '../../simulator';
import { gist, isAccepted, type Pair, type Relation } from './relation';
import { serverIn, withoutHistory } from './world-view';

const { constantFrom, record } = fc;

/** What pairs of plays are drawn from. */
export interface RelationMeans {
  /** Where servers are made. */
  readonly places: readonly Place[];
  /** Microversions in which a caller has opted in. */
  readonly optedIn: readonly string[];
  /** Whether there is another project, whose images are none of the owner's. */
  readonly hasOtherProject: boolean;
}

/** To name no microversion is to ask for the oldest. */
const below = fc.option(
  fc.integer({ min: 1, max: 86 }).map((minor) => `2.${minor}`),
  { nil: undefined },
);

/** What a server may have been through before it is rescued. */
const before: fc.Arbitrary<readonly Action[]> = fc.array(
  constantFrom<Action>({ do: 'os-stop' }, { do: 'lock' }, { do: 'unlock' }, { do: 'pause' }, { do: 'attach volume' }),
  { maxLength: 2 },
);

const images: readonly ImageKind[] = ['stable', 'plain', 'bus only', 'device only', 'snapshot', 'unknown'];

const rescue = (at: string | undefined, image: ImageKind | undefined): Action => ({
  do: 'rescue',
  ...(at !== undefined && { at }),
  ...(image !== undefined && { image }),
});
/** None at all, or one, of which the one that suits is the most telling. */
const anyImageOf = (kinds: readonly ImageKind[]) =>
  fc.option(fc.oneof(fc.constant<ImageKind>('stable'), constantFrom(...kinds)), { nil: undefined, freq: 4 });

/** The same server, with the same past, rescued in two ways. */
const twoRescues = (
  image: fc.Arbitrary<ImageKind | undefined>,
  creation: fc.Arbitrary<Action>,
  one: fc.Arbitrary<string | undefined>,
  other: fc.Arbitrary<string | undefined>,
): fc.Arbitrary<Pair> =>
  fc.tuple(creation, before, image, one, other).map(([first, past, kind, at, later]) => ({
    one: [first, ...past, rescue(at, kind)],
    other: [first, ...past, rescue(later, kind)],
  }));

/** Whether the last actions of both plays were answered alike, and left alike worlds behind. */
const sameEnd: Relation['holds'] = (one, other) => gist(one).at(-1) === gist(other).at(-1);

/** What is left when everything was played; how it was answered does not count. */
const endOf = (sights: readonly Sight[]): string | undefined =>
  gist(sights.map((sight) => ({ ...sight, answer: nothing, world: withoutHistory(sight.world) }))).at(-1);

const nothing: Sight['answer'] = { status: 0, headers: {}, body: null };

/** Each is shown to fail on a cloud with a fault in relations.test.ts. */
export function relationsOn({ places, optedIn, hasOtherProject }: RelationMeans) {
  const anyImage = anyImageOf(hasOtherProject ? [...images, 'of another project'] : images);
  const fromOptIn = constantFrom(...optedIn);
  const version = fc.oneof(below, fromOptIn);
  const create = record({
    do: fc.constant('create' as const),
    boots: constantFrom('image' as const, 'volume', 'named image, volume', 'existing volume', 'blank volume'),
    on: constantFrom(...places),
  });
  const createImageBacked = create.map((action) => ({ ...action, boots: 'image' as const }));
  return {
    'below-opt-in-all-alike': {
      sentence: 'Below 2.87 every microversion is answered alike.',
      pairs: twoRescues(anyImage, create, below, below),
      holds: sameEnd,
    },
    'from-opt-in-all-alike': {
      sentence: 'From 2.87 on every microversion is answered alike.',
      pairs: twoRescues(anyImage, create, fromOptIn, fromOptIn),
      holds: sameEnd,
    },
    'image-backed-all-alike': {
      sentence: 'For a server that boots from an image, every microversion is answered alike.',
      pairs: twoRescues(anyImage, createImageBacked, below, fromOptIn),
      holds: sameEnd,
    },
    'refused-twice-is-refused-once': {
      sentence: 'What is refused twice is answered alike, and leaves the same behind, as what is refused once.',
      pairs: fc.tuple(create, before, anyImage, version).map(([first, past, image, at]) => {
        const one = [first, ...past, rescue(at, image)];
        return { one, other: [...one, rescue(at, image)] };
      }),
      holds: (one, other) => (isAccepted(one.at(-1)) ? undefined : sameEnd(one, other)),
    },
    'unrescue-undoes-rescue': {
      sentence: 'A rescue and an unrescue leave the server as it was.',
      pairs: fc.tuple(create, fc.boolean(), anyImage, version).map(([first, withVolume, image, at]) => {
        const one: readonly Action[] = [first, ...(withVolume ? [{ do: 'attach volume' } as const] : [])];
        return { one, other: [...one, rescue(at, image), { do: 'unrescue' }] };
      }),
      holds: (one, other) => (isAccepted(other.at(-1)) ? endOf(one) === endOf(other) : undefined),
    },
    'another-servers-rescue': {
      sentence: 'The rescue of another server changes nothing about this one.',
      pairs: fc.tuple(create, create, anyImage, version, version).map(([first, second, image, at, later]) => {
        const servers = [first, second];
        const own = { ...rescue(later, image), server: 1 } as Action;
        return { one: [...servers, own], other: [...servers, rescue(at, image), own] };
      }),
      holds: (one, other) => firstServer(one) === firstServer(other),
    },
    'later-version-refuses-no-more': {
      sentence: 'A later microversion never refuses the rescue of an image-backed server that an earlier one accepts.',
      pairs: twoRescues(anyImage, createImageBacked, version, version),
      holds: (one, other) => !isAccepted(one.at(-1)) || isAccepted(other.at(-1)),
    },
  } as const satisfies Record<string, Relation>;
}

export type RelationId = keyof ReturnType<typeof relationsOn>;

/** What was answered about the first server at the end, and how it is then. */
const firstServer = (sights: readonly Sight[]): string | undefined =>
  gist([...sights.slice(0, 1), ...sights.slice(-1)].map((sight) => ({ ...sight, world: serverIn(sight.world, 0) }))).at(
    -1,
  );
