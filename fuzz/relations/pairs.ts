import fc from 'fast-check';
import type { Action, ImageKind, Place } from '../../simulator';
import type { Pair } from './relation';
import type { RelationId } from './relations';

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
type Version = string | undefined;

const below: fc.Arbitrary<Version> = fc.option(
  fc.integer({ min: 1, max: 86 }).map((minor) => `2.${minor}`),
  { nil: undefined },
);

/** What a server may have been through before it is rescued. */
const before: fc.Arbitrary<readonly Action[]> = fc.array(
  constantFrom<Action>({ do: 'os-stop' }, { do: 'lock' }, { do: 'unlock' }, { do: 'pause' }, { do: 'attach volume' }),
  { maxLength: 2 },
);

const images: readonly ImageKind[] = ['stable', 'plain', 'bus only', 'device only', 'snapshot', 'unknown'];

const rescue = (at: Version, image: ImageKind | undefined): Action => ({
  do: 'rescue',
  ...(at !== undefined && { at }),
  ...(image !== undefined && { image }),
});
/** None at all, or one, of which the one that suits is the most telling. */
const anyImageOf = (kinds: readonly ImageKind[]) =>
  fc.option(fc.oneof(fc.constant<ImageKind>('stable'), constantFrom(...kinds)), { nil: undefined, freq: 4 });

const mostly = <T>(one: T, any: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(one), weight: 3 }, { arbitrary: any, weight: 1 });

/** The same server, with the same past, rescued in two ways. */
const twoRescues = (
  image: fc.Arbitrary<ImageKind | undefined>,
  creation: fc.Arbitrary<Action>,
  versions: fc.Arbitrary<readonly [Version, Version]>,
): fc.Arbitrary<Pair> =>
  fc.tuple(creation, before, image, versions).map(([first, past, kind, [one, other]]) => ({
    one: [first, ...past, rescue(one, kind)],
    other: [first, ...past, rescue(other, kind)],
  }));

const minorOf = (version: Version): number => Number((version ?? '2.1').split('.')[1]);

/** What each relation is tried with. */
export function pairsIn({
  places,
  optedIn,
  hasOtherProject,
}: RelationMeans): Readonly<Record<RelationId, fc.Arbitrary<Pair>>> {
  const anyImage = anyImageOf(hasOtherProject ? [...images, 'of another project'] : images);
  const anywhere = constantFrom(...places);
  const fromOptIn = constantFrom(...optedIn);
  const version = fc.oneof(below, fromOptIn);
  const inOrder = fc
    .tuple(version, version)
    .map(([one, other]) => (minorOf(one) <= minorOf(other) ? ([one, other] as const) : ([other, one] as const)));
  const mostlyOptedIn = fc.oneof({ arbitrary: below, weight: 1 }, { arbitrary: fromOptIn, weight: 4 });
  const create = record({
    do: fc.constant('create' as const),
    boots: constantFrom('image' as const, 'volume', 'named image, volume', 'existing volume', 'blank volume'),
    on: anywhere,
  });
  // What is refused tells nothing of what an unrescue undoes: most of these can be rescued.
  const createRescuable = create.chain((action) =>
    places.includes('capable')
      ? mostly<Action>({ ...action, on: 'capable' }, fc.constant(action))
      : fc.constant(action),
  );
  const createImageBacked = create.map((action) => ({ ...action, boots: 'image' as const }));
  return {
    'below-opt-in-all-alike': twoRescues(anyImage, create, fc.tuple(below, below)),
    'from-opt-in-all-alike': twoRescues(anyImage, create, fc.tuple(fromOptIn, fromOptIn)),
    'image-backed-all-alike': twoRescues(anyImage, createImageBacked, fc.tuple(below, fromOptIn)),
    'refused-twice-is-refused-once': fc.tuple(create, before, anyImage, version).map(([first, past, image, at]) => {
      const one = [first, ...past, rescue(at, image)];
      return { one, other: [...one, rescue(at, image)] };
    }),
    'unrescue-undoes-rescue': fc
      .tuple(createRescuable, fc.boolean(), mostly<ImageKind | undefined>('stable', anyImage), mostlyOptedIn)
      .map(([first, withVolume, image, at]) => {
        const one: readonly Action[] = [first, ...(withVolume ? [{ do: 'attach volume' } as const] : [])];
        return { one, other: [...one, rescue(at, image), { do: 'unrescue' }] };
      }),
    'another-servers-rescue': fc
      .tuple(create, create, anyImage, version, version)
      .map(([first, second, image, at, later]) => {
        const servers = [first, second];
        const own = { ...rescue(later, image), server: 1 } as Action;
        return { one: [...servers, own], other: [...servers, rescue(at, image), own] };
      }),
    'later-version-refuses-no-more': twoRescues(anyImage, createImageBacked, inOrder),
  };
}
