import type { RacePlan } from './race';

/** Every plan with a client less, and then every plan with a call less. */
export function* smallerPlans(plan: RacePlan): Generator<RacePlan> {
  for (const client of plan.keys()) if (plan.length > 1) yield plan.toSpliced(client, 1);
  // Whose only call it is has just been left out.
  for (const [client, calls] of plan.entries())
    for (const position of calls.length > 1 ? calls.keys() : []) yield plan.with(client, calls.toSpliced(position, 1));
}
