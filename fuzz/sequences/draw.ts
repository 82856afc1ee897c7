import fc from 'fast-check';
import type { Action, Asking, Caller, Place } from '../../simulator';
import { imagesIn } from './images';
import { strangeRequests } from './strange-requests';
import { versions } from './versions';
import { often, one } from './weights';

/** What a target can be asked to do: without an admin, or on hosts that are all alike, not everything. */
export interface Means {
  readonly places: readonly Place[];
  readonly callers: readonly Caller[];
  /** Whether the traits of hosts may be changed. */
  readonly isDisruptive: boolean;
  /** Whether there is a flavor that no host has room for. */
  readonly hasTooLarge: boolean;
  /** Whether it can be asked for more before what is under way has come to its end: where time passes, nobody knows when. */
  readonly mayHurry: boolean;
  /** How many servers and volumes a sequence may make; as many as it likes where it is not given. */
  readonly budget?: Budget | undefined;
}

export interface Budget {
  readonly servers: number;
  readonly volumes: number;
}

const { constant, constantFrom, record } = fc;

/** Which server, for `numbered` to make one of those that are there. */
const server = record({ server: fc.nat(3) });

const boots = often(
  one(4, constant('image' as const)),
  one(4, constant('volume' as const)),
  one(2, constant('named image, volume' as const)),
  one(2, constant('existing volume' as const)),
  one(1, constant('blank volume' as const)),
);

/** Parts of an action, drawn one by one. */
const joined = (...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<Action> =>
  fc.tuple(...parts).map((found) => Object.assign({}, ...found) as Action);

const named = (...names: readonly [Action['do'], ...Action['do'][]]) => record({ do: constantFrom(...names) });

const creationsIn = ({ places, hasTooLarge }: Means): fc.Arbitrary<Action> =>
  joined(
    named('create'),
    record({ boots, on: constantFrom(...places) }),
    often(
      one(14, constant({})),
      one(1, constant({ withTpm: true })),
      one(hasTooLarge ? 1 : 0, constant({ tooLarge: true })),
    ),
  );

const password = often(one(4, constant({})), one(1, record({ password: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/) })));

/** What comes next does not wait for it. */
const hurryIn = ({ mayHurry }: Means) =>
  often(one(5, constant({})), one(mayHurry ? 1 : 0, constant({ unawaited: true })));

/** The owner most often. */
const askers = (callers: readonly Caller[]): fc.Arbitrary<Asking> =>
  often(one(6, constant({})), ...callers.filter((as) => as !== 'owner').map((as) => one(1, constant({ as }))));

/** Draws an action: what most of them ask for can be done. */
function actionsIn(means: Means): fc.Arbitrary<Action> {
  const { places, callers, isDisruptive } = means;
  const as = askers(callers);
  const hurry = hurryIn(means);
  const byAdmin = callers.includes('admin') ? 1 : 0;
  const disruptive = isDisruptive ? 1 : 0;
  const place = constantFrom(...places);
  return often(
    one(3, creationsIn(means)),
    one(9, joined(named('rescue'), server, imagesIn(means), versions, as, password, hurry)),
    one(5, joined(named('unrescue'), server, versions, as, hurry)),
    one(6, joined(named('lock', 'unlock', 'pause', 'unpause', 'suspend', 'resume', 'os-start', 'os-stop'), server, as)),
    one(1, joined(named('reboot'), server, record({ type: constantFrom('SOFT', 'HARD') }))),
    one(1, joined(named('attach volume'), server)),
    one(1, joined(named('delete', 'show'), server, as)),
    one(2 * byAdmin, joined(named('reset state'), server, record({ to: constantFrom('active', 'error') }))),
    one(byAdmin, joined(named('reset volume'), server, record({ to: constantFrom('available', 'in-use', 'error') }))),
    one(1, joined(named('delete image'), record({ image: constantFrom('stable', 'own') }))),
    one(2 * disruptive, joined(named('set trait'), record({ on: place, to: constantFrom('present', 'absent') }))),
    one(1, joined(named('list flavors', 'read version document'), versions)),
    one(byAdmin, joined(named('list traits'), often(one(1, constant({})), one(1, record({ of: place }))))),
    one(3, joined(server, strangeRequests)),
  );
}

/** What seldom comes about by chance, one action after another: what went well once, once more. */
function phrasesIn({ places, isDisruptive }: Means): fc.Arbitrary<readonly Action[]> {
  const rescue = { do: 'rescue', image: 'stable', at: '2.87' } as const;
  const unrescue = { do: 'unrescue' } as const;
  const change = (on: Place, to: 'present' | 'absent') => ({ do: 'set trait', on, to }) as const;
  return often<readonly Action[]>(
    one(2, constant([rescue, unrescue])),
    one(1, constant([rescue, unrescue, rescue])),
    ...(isDisruptive
      ? places.map((on) =>
          one(1, constant([rescue, unrescue, change(on, 'absent'), rescue, change(on, 'present'), rescue])),
        )
      : []),
  );
}

/** Sequences of actions that begin with a server, each about one of those that are there by then. */
export const sequencesOf = (means: Means, maxLength: number): fc.Arbitrary<readonly Action[]> =>
  fc
    .tuple(
      creationsIn(means),
      fc.array(
        often(
          one(
            9,
            actionsIn(means).map((action) => [action]),
          ),
          one(1, phrasesIn(means)),
        ),
        {
          maxLength: maxLength - 1,
          size: 'max',
        },
      ),
    )
    .map(([first, rest]) => numbered(within([first, ...rest.flat()].slice(0, maxLength), means.budget)));

/** Without what would make more than may be made. */
function within(drawn: readonly Action[], budget: Budget | undefined): readonly Action[] {
  let { servers, volumes } = budget ?? { servers: Number.POSITIVE_INFINITY, volumes: Number.POSITIVE_INFINITY };
  const kept = drawn.filter((action) => {
    const takesVolume = action.do === 'attach volume' || (action.do === 'create' && action.boots !== 'image');
    const takesServer = action.do === 'create';
    if ((takesServer && servers === 0) || (takesVolume && volumes === 0)) return false;
    if (takesServer) servers -= 1;
    if (takesVolume) volumes -= 1;
    return true;
  });
  // Before there is a server there is nothing to act on.
  const first = kept.findIndex(({ do: name }) => name === 'create');
  return first < 0 ? [] : kept.slice(first);
}

function numbered(drawn: readonly Action[]): readonly Action[] {
  let servers = 0;
  return drawn.map((action) => {
    if (action.do === 'create') servers += 1;
    if (!('server' in action) || action.server === undefined) return action;
    const { server: any, ...rest } = action;
    const chosen = servers - (any % servers);
    // The last one needs no number.
    return chosen === servers ? rest : ({ ...rest, server: chosen } as Action);
  });
}
