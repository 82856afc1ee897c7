import { linearize, type Model, type Operation } from './linearize';
import type { RaceAnswer, RaceCall, RaceOperation } from './race';
import { changes, isAcceptance, mayBegin, type ServerState, serverModel } from './server-model';

/**
 * Released Novas look at a server in one moment and write down that they change it in a later one, and all that they ask
 * of that later one is that nothing is being done to it. Whoever is slow in between is accepted though another one has
 * come and gone: docs/decisions/races.md.
 */

/** A call, or one of the two moments of one; numbered, because each has its own. */
type Moment =
  | { readonly kind: 'whole'; readonly call: RaceCall }
  | { readonly kind: 'look' | 'write'; readonly call: keyof typeof changes; readonly number: number };

/** `looked`: the calls that have looked, and found that they may. */
type State = ServerState & { readonly looked: readonly number[] };

type History = readonly RaceOperation[];
type Moments = Operation<Moment, RaceAnswer>;

const model: Model<State, Moment, RaceAnswer> = {
  initial: { ...serverModel.initial, looked: [] },
  step: (state, moment, answer) => {
    if (moment.kind === 'whole')
      return serverModel.step(state, moment.call, answer).map((next) => ({ ...next, looked: state.looked }));
    const { from, task } = changes[moment.call];
    if (moment.kind === 'look')
      return mayBegin(state, from) ? [{ ...state, looked: [...state.looked, moment.number] }] : [];
    const isFree = state.task === null && state.status !== 'gone';
    return isFree && state.looked.includes(moment.number) ? [{ ...state, task }] : [];
  },
  drift: (state) => (serverModel.drift?.(state) ?? []).map((next) => ({ ...next, looked: state.looked })),
  key: (state) => `${serverModel.key(state)} ${[...state.looked].sort().join()}`,
};

function momentsOf(operation: RaceOperation, number: number, isSlow: boolean): readonly Moments[] {
  const { call } = operation;
  if (!isSlow || (call !== 'rescue' && call !== 'unrescue')) return [{ ...operation, call: { kind: 'whole', call } }];
  return (['look', 'write'] as const).map((kind) => ({ ...operation, call: { kind, call, number } }));
}

const fitsWhereSlow = (history: History, slow: History): boolean => {
  const moments = history.flatMap((operation, number) => momentsOf(operation, number, slow.includes(operation)));
  return linearize(moments, model).kind === 'linearizable';
};

/**
 * Those who were accepted and without whose being slow the history could not have come about: each that explains it by
 * itself, or all of them where it takes more than one.
 * @returns undefined where no slowness explains it
 */
export function slowIn(history: History): History | undefined {
  const perhaps = history.filter(
    ({ call, answer }) => (call === 'rescue' || call === 'unrescue') && (!answer || isAcceptance(answer)),
  );
  const alone = perhaps.filter((operation) => fitsWhereSlow(history, [operation]));
  if (alone.length > 0) return alone;
  return fitsWhereSlow(history, perhaps) ? perhaps : undefined;
}
