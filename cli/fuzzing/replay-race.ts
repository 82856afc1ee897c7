import fc from 'fast-check';
import type { ReplayableRace } from '../../fuzz/counterexamples/counterexample';
import { enough } from '../../fuzz/how-often';
import { holdOften } from '../../fuzz/races/cloud-races';
import { findRace, holdAgain } from '../../fuzz/races/scheduled-races';
import type { SimulatorOptions } from '../../simulator';
import type { CloudPlay } from './cloud-play';
import { arenaOf, onSimulatedArenas } from './race-arena';
import type { Replayed } from './replay-files';

/** Holds a race again: in process as it went, if it was held there; where nobody decides who goes first, often enough. */
export async function replayRace(
  { edition, driver, race }: ReplayableRace,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
  isOver: () => boolean,
): Promise<Replayed> {
  if (cloud.subject.target.kind === 'simulator')
    return onSimulatedArenas({ ...simulated, edition, driver }, async (arena) => {
      if (race.order.length > 0) return toldBy((await holdAgain(await arena(), race)).kind === 'no order fits');
      // Seen on a cloud: nobody knows who went when.
      const search = { seed: 1, runs: 100, plans: fc.constant(race.plan), isOver };
      return toldBy((await findRace(arena, search)) !== undefined);
    });
  const rate = { shown: race.unordered, of: race.held };
  const { held, unordered, reasons } = await holdOften(arenaOf(cloud), race.plan, enough(rate, 5), isOver);
  const [reason = 'it was interrupted'] = reasons;
  if (held === 0) return { kind: 'cannot tell', why: reason };
  return { ...toldBy(unordered > 0), why: `${unordered} of ${held} times` };
}

const toldBy = (isThere: boolean): Replayed => ({ kind: isThere ? 'still fails' : 'fixed' });
