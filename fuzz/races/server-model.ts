import type { Model } from './linearize';
import type { RaceAnswer, RaceCall } from './race';

/**
 * A server as far as races are about it: whoever looks at its state and changes it does so in one moment. Not the
 * simulator, so that it can be held against that one too. Source: API reference, Rescue, Unrescue, Lock, Unlock and
 * Delete Server.
 */
export interface ServerState {
  readonly status: 'ACTIVE' | 'RESCUE' | 'gone';
  readonly task: 'rescuing' | 'unrescuing' | 'deleting' | null;
  readonly isLocked: boolean;
}

type Step = (state: ServerState, answer: RaceAnswer) => readonly ServerState[];

/** 409, or the 500 of a Nova whose loser was read before the winner was written down (docs/decisions/races.md). */
const isRefusal = ({ status }: RaceAnswer): boolean => status === 409 || status === 500;

export const isAcceptance = ({ status }: RaceAnswer): boolean => status >= 200 && status < 300;

/** What a server is looked at for before something is done to it. */
export interface Demands {
  /** That nothing else is being done to it. */
  readonly task: boolean;
  readonly lock: boolean;
  readonly state: boolean;
}

const all: Demands = { task: true, lock: true, state: true };

/** Whether an action may begin that needs the server in one state, as far as this is demanded. */
export const mayBegin = (
  { status, task, isLocked }: ServerState,
  from: ServerState['status'],
  demands: Demands = all,
): boolean => (!demands.state || status === from) && (!demands.task || task === null) && (!demands.lock || !isLocked);

/** What rescue and unrescue need, and what the server is busy with once they have begun. */
export const changes = {
  rescue: { from: 'ACTIVE', task: 'rescuing' },
  unrescue: { from: 'RESCUE', task: 'unrescuing' },
} as const;

const change =
  (call: keyof typeof changes, demands: Demands): Step =>
  (state, answer) => {
    const { from, task } = changes[call];
    // What goes on beside something else may be over after it.
    const beside = demands.task || state.task === null ? [] : [state];
    if (isAcceptance(answer)) return mayBegin(state, from, demands) ? [{ ...state, task }, ...beside] : [];
    return !mayBegin(state, from) && isRefusal(answer) ? [state] : [];
  };

const stepsUnder = (demands: Demands): Readonly<Record<RaceCall, Step>> => ({
  rescue: change('rescue', demands),
  unrescue: change('unrescue', demands),
  lock: (state, answer) => (isAcceptance(answer) ? [{ ...state, isLocked: true }] : []),
  unlock: (state, answer) => (isAcceptance(answer) ? [{ ...state, isLocked: false }] : []),
  show: (state, answer) => {
    if (!isAcceptance(answer)) return [];
    // One that is shown so is just about to be gone.
    if (answer.shown === 'DELETED') return state.task === 'deleting' ? [state] : [];
    return answer.shown === state.status ? [state] : [];
  },
  delete: (state, answer) => {
    const isHeld = state.isLocked && demands.lock;
    if (isAcceptance(answer)) return isHeld ? [] : [{ ...state, task: 'deleting' }];
    return state.isLocked && isRefusal(answer) ? [state] : [];
  },
});

/** What a call may be answered, where nobody knows what it was. */
const anyAnswers: readonly RaceAnswer[] = [200, 404, 409].flatMap((status) =>
  ['ACTIVE', 'RESCUE'].map((shown) => ({ status, shown })),
);

/** A server that looks at no more than this before it does what it is asked for. */
export function modelUnder(demands: Demands): Model<ServerState, RaceCall, RaceAnswer> {
  const steps = stepsUnder(demands);
  const step = (state: ServerState, call: RaceCall, answer: RaceAnswer | undefined): readonly ServerState[] => {
    if (answer === undefined) return anyAnswers.flatMap((some) => step(state, call, some));
    if (state.status === 'gone') return answer.status === 404 ? [state] : [];
    return steps[call](state, answer);
  };
  return { initial: { status: 'ACTIVE', task: null, isLocked: false }, step, drift, key };
}

function drift(state: ServerState): readonly ServerState[] {
  if (state.task === 'rescuing') return [{ ...state, status: 'RESCUE', task: null }];
  if (state.task === 'unrescuing') return [{ ...state, status: 'ACTIVE', task: null }];
  return state.task === 'deleting' ? [{ ...state, status: 'gone', task: null }] : [];
}

const key = ({ status, task, isLocked }: ServerState): string => `${status} ${task} ${isLocked}`;

/** A server that keeps the rules. */
export const serverModel = modelUnder(all);
