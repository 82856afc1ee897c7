import { type Kind, type Transition, usualDelays } from './transition';

/** When what was begun comes to its end. */
export type Pace =
  /** So many milliseconds later; 0: as soon as the request is answered. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** When it was looked at so many times, and each time was seen under way. */
  | { readonly kind: 'polls'; readonly count: number }
  | { readonly kind: 'never' };

/** All there is of a clock, as plain data. Times are milliseconds since the Unix epoch. */
export interface ClockState {
  now: number;
  /** What happens at a known time, in that order. */
  due: { readonly at: number; readonly transition: Transition }[];
  /** What does not; `polls` counts down, and is null for what never happens. */
  waiting: { polls: number | null; readonly transition: Transition }[];
  /** How long each kind takes from now on. */
  readonly paces: Record<Kind, Pace>;
}

/**
 * Simulated time. Nothing passes by itself: whoever waits moves the clock (see passing.ts), and what was due by then
 * happens, in order.
 */
export interface SimulatedClock {
  /** To be saved, restored and changed. */
  readonly state: ClockState;
  now(): number;
  /** Has this happen when things of its kind do. */
  schedule(transition: Transition): void;
  /** Says that the thing with this id was looked at. */
  poll(id: string): void;
  /** Goes to the next that is due by then, and takes it off the list; undefined where there is none, and it is then. */
  next(until: number): Transition | undefined;
}

/** When simulated time begins, where nothing else is said. */
export const usualStart = Date.UTC(2026, 0, 1);

const usualPaces = (): Record<Kind, Pace> => {
  const paces = Object.entries(usualDelays).map(([kind, milliseconds]) => [kind, { kind: 'delay', milliseconds }]);
  return Object.fromEntries(paces) as Record<Kind, Pace>;
};

export const simulatedClock = (start = usualStart): SimulatedClock =>
  clockOf({ now: start, due: [], waiting: [], paces: usualPaces() });

/** The clock that goes on from a saved state, and keeps writing to it. */
export function clockOf(state: ClockState): SimulatedClock {
  const put = (transition: Transition, at: number) => {
    const index = state.due.findLastIndex((other) => other.at <= at);
    state.due.splice(index + 1, 0, { at, transition });
  };
  return {
    state,
    now: () => state.now,
    schedule: (transition) => {
      const pace = state.paces[transition.kind];
      if (pace.kind === 'delay') put(transition, state.now + pace.milliseconds);
      else if (pace.kind === 'polls' && pace.count === 0) put(transition, state.now);
      else state.waiting.push({ polls: pace.kind === 'polls' ? pace.count : null, transition });
    },
    poll: (id) => {
      for (const one of state.waiting) if (one.transition.id === id && one.polls !== null) one.polls -= 1;
      const ended = state.waiting.filter(({ polls }) => polls === 0);
      for (const { transition } of ended) put(transition, state.now);
      if (ended.length > 0) state.waiting = state.waiting.filter(({ polls }) => polls !== 0);
    },
    next: (until) => {
      const [first] = state.due;
      if (!first || first.at > until) {
        state.now = until;
        return undefined;
      }
      state.due.shift();
      state.now = first.at;
      return first.transition;
    },
  };
}
