import type { ReplayableBreach } from '../../fuzz/counterexamples/counterexample';
import { isStillBroken } from '../../fuzz/relations/breach';
import type { SimulatorOptions } from '../../simulator';
import { type CloudPlay, surroundingsIn } from './cloud-play';
import { playsOn } from './plays-on';
import type { Replayed } from './replay-files';

/** Plays again what broke a relation or an invariant. */
export async function replayBreach(
  { edition, driver, breach }: ReplayableBreach,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
): Promise<Replayed> {
  const surroundings = cloud.subject.target.kind === 'cloud' ? await surroundingsIn(cloud) : undefined;
  const plays = playsOn({ ...simulated, edition, driver }, cloud, surroundings);
  const isBroken = await isStillBroken(breach, { ...plays, seed: 1, runs: 1 });
  if (isBroken === undefined) return { kind: 'cannot tell', why: 'its last request is not answered as it was' };
  return { kind: isBroken ? 'still fails' : 'fixed' };
}
