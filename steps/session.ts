import type { Arranger } from '../targets/arranging/arranger';
import { NotApplicable } from '../targets/inconclusive';
import type { Subject } from '../targets/subject';

/** What the scenarios of one run share. The runner opens it before the first. */
export interface Session {
  readonly subject: Subject;
  readonly arranger: Arranger;
  /** How many samples of an unbounded domain are tried. */
  readonly samples: number;
  /** How many microversions beyond the named ones are tried where each costs a rescue. */
  readonly acceptSamples: number;
  /** What samples are drawn from. */
  readonly seed: number;
  /** True: only find out what would be arranged, and make nothing. */
  readonly planning?: boolean;
  /** Whether the user has asked the run to stop. */
  readonly interrupted: () => boolean;
}

let current: Session | undefined;

export function openSession(session: Session | undefined): void {
  current = session;
}

export function session(): Session {
  if (!current) throw new Error('no session is open: start the scenarios with nova-rescue run or cucumber-js');
  return current;
}

/** In planning, where a scenario would begin to make or change things: what it would do is its reason to end. */
export function endOfPlan(what: string): void {
  if (session().planning) throw new NotApplicable(`${planned}${what}`);
}

/** What the reason begins with where nothing is lacking. */
export const planned = 'would run: ';
