import type { Condition } from '../../targets/arranging/conditions';
import type { ReadyServer } from '../../targets/arranging/servers';
import { NotApplicable } from '../../targets/inconclusive';
import { type Snapshot, takeSnapshot } from '../judging/snapshot';
import { endOfPlan, session } from '../session';
import type { RescueWorld } from '../world';

/** The scenario's server: arranged when it is first needed, and looked at before anything is asked of it. */
export async function arranged(
  world: RescueWorld,
): Promise<{ readonly server: ReadyServer; readonly before: Snapshot; readonly conditions: number }> {
  const { arranger, subject } = session();
  if (!world.wish) throw new Error('the scenario asks for no server');
  if (!world.server) {
    if (world.otherHost !== undefined) await demandOtherHost(world.otherHost);
    if (session().planning) endOfPlan(await arranger.plan(world.wish));
    world.server = await arranger.arrange(world.wish);
  }
  world.before ??= await takeSnapshot(subject, world.server.id);
  return { server: world.server, before: world.before, conditions: world.conditions };
}

/** Puts the scenario's server into a condition, which is what it is compared with from here on. */
export async function putInto(world: RescueWorld, condition: Condition): Promise<void> {
  const { server } = await arranged(world);
  await session().arranger.conditions.put(server, condition);
  world.conditions += 1;
  world.before = await takeSnapshot(session().subject, server.id);
}

async function demandOtherHost(reportsTrait: boolean): Promise<void> {
  const { arranger } = session();
  const wish = reportsTrait ? 'known to report the trait' : 'known not to report the trait';
  if ((await arranger.places.for(wish)).length > 0) return;
  throw new NotApplicable(
    `no other host is known ${reportsTrait ? '' : 'not '}to report COMPUTE_RESCUE_BFV: name its zone in nova-rescue.yaml${await arranger.places.advice()}`,
  );
}
