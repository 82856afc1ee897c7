import {
  type Action,
  departures,
  type FaultId,
  faultIds,
  faults,
  newCloud,
  play,
  type SimulatorOptions,
  simulatedStage,
} from '../../simulator';
import type { Comparison, Difference } from './search';

type RuleId = keyof typeof departures;

/** What a cloud that differs so may have wrong: with each of these the simulator does the same. */
export interface Explanation {
  readonly rules: readonly RuleId[];
  readonly faults: readonly FaultId[];
}

const ruleIds = Object.keys(departures) as RuleId[];

/** Breaks the simulator in every known way, and keeps those in which it does what was seen. */
export async function explain(
  { actions, actual }: Difference,
  see: Comparison['see'],
  options: Pick<SimulatorOptions, 'edition' | 'driver'>,
): Promise<Explanation> {
  const doesTheSame = async (broken: Pick<SimulatorOptions, 'departure' | 'fault'>) =>
    (await lastSeen(actions, see, { ...options, ...broken, seed: 1 })) === actual;
  const rules: RuleId[] = [];
  for (const departure of ruleIds) if (await doesTheSame({ departure })) rules.push(departure);
  const matching: FaultId[] = [];
  for (const fault of faultIds) if (await doesTheSame({ fault })) matching.push(fault);
  return { rules, faults: matching };
}

async function lastSeen(
  actions: readonly Action[],
  see: Comparison['see'],
  options: SimulatorOptions,
): Promise<string | undefined> {
  return see(await play(simulatedStage(newCloud(options)), actions)).at(-1);
}

/** The rules to name: those that are broken by themselves, else those that the faults break. */
export const rulesOf = ({ rules, faults: found }: Explanation): readonly RuleId[] =>
  rules.length > 0 ? rules : [...new Set(found.flatMap((id) => faults[id].breaks))];
