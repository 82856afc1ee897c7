import { linearize } from './linearize';
import type { RaceOperation } from './race';
import { type Demands, modelUnder, serverModel } from './server-model';
import { slowIn } from './slow-model';

type History = readonly RaceOperation[];

/** What became of a race. */
export type RaceEnd = { readonly kind: 'an order fits'; readonly history: History } | SlowRace | UnorderedRace;

/** One may have been slow: two were accepted, or it found its server gone. Released Novas do that too. */
export interface SlowRace {
  readonly kind: 'one may have been slow';
  readonly history: History;
  /** Those of which one, or more, must have been slow. */
  readonly slow: History;
}

export interface UnorderedRace {
  readonly kind: 'no order fits';
  readonly history: History;
  /** Those that no order has a place for. */
  readonly stuck: History;
  /** What the server was perhaps not looked at for. */
  readonly unlooked: readonly Unlooked[];
}

/** @param mayBeSlow false where each request is answered in one moment, as on the simulator */
export function judgeRace(history: History, { mayBeSlow }: { readonly mayBeSlow: boolean }): RaceEnd {
  const verdict = linearize(history, serverModel);
  if (verdict.kind === 'linearizable') return { kind: 'an order fits', history };
  const slow = mayBeSlow ? slowIn(history) : undefined;
  if (slow) return { kind: 'one may have been slow', history, slow };
  return { kind: 'no order fits', history, stuck: verdict.stuck, unlooked: unlookedIn(history) };
}

/** One thing that a cloud may not look at, and the rules that it breaks then. */
export interface Unlooked {
  readonly what: string;
  readonly rules: readonly string[];
}

const things: readonly (Unlooked & { readonly demand: keyof Demands })[] = [
  { demand: 'task', what: 'what is being done to the server', rules: ['busy-server-refused', 'one-winner'] },
  { demand: 'lock', what: 'its lock', rules: ['locked-server-refused'] },
  { demand: 'state', what: 'its state', rules: ['rescue-once', 'unrescue-only-rescued'] },
];

/** Each thing that would explain the history by itself, were it not looked at; none where nothing known does. */
function unlookedIn(history: History): readonly Unlooked[] {
  return things
    .filter(({ demand }) => {
      const demands = { task: true, lock: true, state: true, [demand]: false };
      return linearize(history, modelUnder(demands)).kind === 'linearizable';
    })
    .map(({ what, rules }) => ({ what, rules }));
}
