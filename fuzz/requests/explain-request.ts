import { departures, faultIds, newCloud, type SimulatorOptions, simulatedStage } from '../../simulator';
import type { Explanation } from '../sequences/explain';
import { type RequestDifference, type SeeAnswer, seen } from './difference';
import { Side } from './side';

const ruleIds = Object.keys(departures) as (keyof typeof departures)[];

/** Breaks the simulator in every known way, and keeps those in which it answers as was seen. */
export async function explainRequest(
  { ask, actual }: RequestDifference,
  see: SeeAnswer,
  options: Pick<SimulatorOptions, 'edition' | 'driver'>,
): Promise<Explanation> {
  const answersSo = async (broken: Pick<SimulatorOptions, 'departure' | 'fault'>) => {
    const side = new Side(() => simulatedStage(newCloud({ ...options, ...broken, seed: 1 })));
    return seen(await side.ask(ask), see) === actual;
  };
  const rules: (typeof ruleIds)[number][] = [];
  for (const departure of ruleIds) if (await answersSo({ departure })) rules.push(departure);
  const faults: (typeof faultIds)[number][] = [];
  for (const fault of faultIds) if (await answersSo({ fault })) faults.push(fault);
  return { rules, faults };
}
