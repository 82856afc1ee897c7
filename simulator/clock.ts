/**
 * Simulated time. Nothing passes by itself: whoever waits moves the clock, and what was due by then happens, in order.
 * Times are milliseconds since the Unix epoch.
 */
export interface SimulatedClock {
  now(): number;
  /** Has `what` happen `delay` milliseconds from now. */
  schedule(delay: number, what: () => void): void;
  /** Lets `milliseconds` pass. */
  advance(milliseconds: number): void;
}

/** When simulated time begins, where nothing else is said. */
export const usualStart = Date.UTC(2026, 0, 1);

export function simulatedClock(start = usualStart): SimulatedClock {
  let now = start;
  let due: { at: number; what: () => void }[] = [];

  const next = (until: number) => {
    const [first] = due.filter((event) => event.at <= until).sort((a, b) => a.at - b.at);
    due = due.filter((event) => event !== first);
    return first;
  };

  return {
    now: () => now,
    schedule: (delay, what) => {
      due.push({ at: now + delay, what });
    },
    advance: (milliseconds) => {
      const until = now + milliseconds;
      for (let event = next(until); event; event = next(until)) {
        now = event.at;
        event.what();
      }
      now = until;
    },
  };
}
