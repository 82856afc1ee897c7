import { departures, faultIds, newCloud, type SimulatorOptions, simulatedStage } from '../../simulator';
import { type Allowed, allowedBeside, type Explanation, type Model } from '../sequences/explain';
import { type RequestDifference, type SeeAnswer, seen } from './difference';
import { Side } from './side';

const ruleIds = Object.keys(departures) as (keyof typeof departures)[];

/** Breaks the simulator in every known way, and keeps those in which it answers as was seen. */
export async function explainRequest(
  { ask, actual }: RequestDifference,
  see: SeeAnswer,
  model: Model,
): Promise<Explanation> {
  const answersSo = async (otherwise: Partial<SimulatorOptions>) => {
    const side = new Side(() => simulatedStage(newCloud({ ...model, ...otherwise, seed: 1 })));
    return seen(await side.ask(ask), see) === actual;
  };
  const allowed: Allowed[] = [];
  for (const way of allowedBeside(model)) if (await answersSo(way)) allowed.push(way);
  if (allowed.length > 0) return { allowed, rules: [], faults: [] };
  const rules: (typeof ruleIds)[number][] = [];
  for (const departure of ruleIds) if (await answersSo({ departure })) rules.push(departure);
  const faults: (typeof faultIds)[number][] = [];
  for (const fault of faultIds) if (await answersSo({ fault })) faults.push(fault);
  return { allowed, rules, faults };
}
