import { linearize, type Model, type Operation } from './linearize';
import type { RaceAnswer, RaceCall, RaceOperation } from './race';
import { changes, isAcceptance, mayBegin, type ServerState, serverModel } from './server-model';

/**
 * Released Novas look at a server in one moment and write down that they change it in a later one, and all that they ask
 * of that later one is that nothing is being done to it. Whoever is slow in between is accepted though another one has
 * come and gone, and whose server has gone in between is answered 500: docs/decisions/races.md.
 */

/** What may have two moments. */
type Change = 'rescue' | 'unrescue' | 'lock' | 'unlock';

/** A call, or one of the two moments of one; numbered, because each has its own. */
type Moment =
  | { readonly kind: 'whole'; readonly call: RaceCall }
  | { readonly kind: 'look' | 'write'; readonly call: Change; readonly number: number };

/** `looked`: the calls that have looked, and found that they may. */
type State = ServerState & { readonly looked: readonly number[] };

type History = readonly RaceOperation[];
type Moments = Operation<Moment, RaceAnswer>;

const model: Model<State, Moment, RaceAnswer> = {
  initial: { ...serverModel.initial, looked: [] },
  step: (state, moment, answer) => {
    if (moment.kind === 'whole')
      return serverModel.step(state, moment.call, answer).map((next) => ({ ...next, looked: state.looked }));
    const { call, number } = moment;
    if (moment.kind === 'look') return mayLook(state, call) ? [{ ...state, looked: [...state.looked, number] }] : [];
    return state.looked.includes(number) ? written(state, call) : [];
  },
  drift: (state) => (serverModel.drift?.(state) ?? []).map((next) => ({ ...next, looked: state.looked })),
  key: (state) => `${serverModel.key(state)} ${[...state.looked].sort().join()}`,
};

/** Whether a call goes on when it has looked. */
const mayLook = (state: State, call: Change): boolean =>
  call === 'lock' || call === 'unlock' ? state.status !== 'gone' : mayBegin(state, changes[call].from);

/** What becomes of a server when a call writes down what it changes; nothing of one that has gone. */
function written(state: State, call: Change): readonly State[] {
  const isGone = state.status === 'gone';
  if (call === 'lock' || call === 'unlock') return isGone ? [state] : [];
  return state.task === null && !isGone ? [{ ...state, task: changes[call].task }] : [];
}

/** The call, where it may have been slow: a rescue that was accepted, or perhaps was; a lock that came to grief. */
function slowCall({ call, answer }: RaceOperation): Change | undefined {
  if (call === 'rescue' || call === 'unrescue') return !answer || isAcceptance(answer) ? call : undefined;
  return (call === 'lock' || call === 'unlock') && answer?.status === 500 ? call : undefined;
}

function momentsOf(operation: RaceOperation, number: number, isSlow: boolean): readonly Moments[] {
  const call = isSlow ? slowCall(operation) : undefined;
  if (!call) return [{ ...operation, call: { kind: 'whole', call: operation.call } }];
  return (['look', 'write'] as const).map((kind) => ({ ...operation, call: { kind, call, number } }));
}

const fitsWhereSlow = (history: History, slow: History): boolean => {
  const moments = history.flatMap((operation, number) => momentsOf(operation, number, slow.includes(operation)));
  return linearize(moments, model).kind === 'linearizable';
};

/**
 * Those without whose being slow the history could not have come about: each that explains it by itself, or all of them
 * where it takes more than one.
 * @returns undefined where no slowness explains it
 */
export function slowIn(history: History): History | undefined {
  const perhaps = history.filter((operation) => slowCall(operation) !== undefined);
  const alone = perhaps.filter((operation) => fitsWhereSlow(history, [operation]));
  if (alone.length > 0) return alone;
  return fitsWhereSlow(history, perhaps) ? perhaps : undefined;
}
