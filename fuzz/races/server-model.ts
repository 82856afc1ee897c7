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

const isAcceptance = ({ status }: RaceAnswer): boolean => status >= 200 && status < 300;

/** An action that needs the server in one state, free of tasks and of locks. */
const fromState =
  (from: ServerState['status'], task: 'rescuing' | 'unrescuing'): Step =>
  (state, answer) => {
    const may = state.status === from && state.task === null && !state.isLocked;
    if (isAcceptance(answer)) return may ? [{ ...state, task }] : [];
    return !may && isRefusal(answer) ? [state] : [];
  };

const steps: Readonly<Record<RaceCall, Step>> = {
  rescue: fromState('ACTIVE', 'rescuing'),
  unrescue: fromState('RESCUE', 'unrescuing'),
  lock: (state, answer) => (isAcceptance(answer) ? [{ ...state, isLocked: true }] : []),
  unlock: (state, answer) => (isAcceptance(answer) ? [{ ...state, isLocked: false }] : []),
  show: (state, answer) => (isAcceptance(answer) && answer.shown === state.status ? [state] : []),
  delete: (state, answer) => {
    if (isAcceptance(answer)) return state.isLocked ? [] : [{ ...state, task: 'deleting' }];
    return state.isLocked && isRefusal(answer) ? [state] : [];
  },
};

/** What a call may be answered, where nobody knows what it was. */
const anyAnswers: readonly RaceAnswer[] = [200, 404, 409].flatMap((status) =>
  ['ACTIVE', 'RESCUE'].map((shown) => ({ status, shown })),
);

export const serverModel: Model<ServerState, RaceCall, RaceAnswer> = {
  initial: { status: 'ACTIVE', task: null, isLocked: false },
  step: (state, call, answer) => {
    if (answer === undefined) return anyAnswers.flatMap((some) => serverModel.step(state, call, some));
    if (state.status === 'gone') return answer.status === 404 ? [state] : [];
    return steps[call](state, answer);
  },
  drift: (state) => {
    if (state.task === 'rescuing') return [{ ...state, status: 'RESCUE', task: null }];
    if (state.task === 'unrescuing') return [{ ...state, status: 'ACTIVE', task: null }];
    return state.task === 'deleting' ? [{ ...state, status: 'gone', task: null }] : [];
  },
  key: ({ status, task, isLocked }) => `${status} ${task} ${isLocked}`,
};
