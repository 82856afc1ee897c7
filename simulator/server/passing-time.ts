import type { PassingClock } from '../passing';

/**
 * How simulated time passes behind a door: `real`, as the wall's does; `steps`, by a fixed step with each GET, so
 * that whoever looks finds done what was under way, and who does not look finds it under way; `manual`, by whoever advances the clock.
 */
export type Passing = 'real' | 'steps' | 'manual';

/** Milliseconds of a step: whatever was asked for is done when it is looked at. */
export const step = 10_000;

/** What is to be done before each request, by its method. `wall` tells the time in milliseconds, and never goes back. */
export function passTime(clock: PassingClock, passing: Passing, wall: () => number): (method: string) => void {
  let last = wall();
  const passed: Readonly<Record<Passing, (method: string) => number>> = {
    real: () => {
      const now = wall();
      const since = now - last;
      last = now;
      return since;
    },
    steps: (method) => (method === 'GET' ? step : 0),
    manual: () => 0,
  };
  return (method) => clock.advance(passed[passing](method));
}
