import fc from 'fast-check';
import type { ReplayableRace, ReplayedRace } from '../../fuzz/counterexamples/counterexample';
import { enough, type Rate } from '../../fuzz/how-often';
import { countsOf, holdOften, reasonsIn } from '../../fuzz/races/hold-often';
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
  const without = isNote(race) ? 'fits as it is' : 'fixed';
  if (cloud.subject.target.kind === 'simulator')
    return onSimulatedArenas({ ...simulated, edition, driver }, async (arena) => {
      const toldBy = (isThere: boolean): Replayed => ({ kind: isThere ? 'still fails' : without });
      if (race.order.length > 0) return toldBy((await holdAgain(await arena(), race)).kind === 'no order fits');
      // Seen on a cloud: nobody knows who went when.
      const search = { seed: 1, runs: 100, plans: fc.constant(race.plan), isOver };
      return toldBy((await findRace(arena, search)) !== undefined);
    });
  const times = enough(rateOf(race), 5);
  const ends = await holdOften(arenaOf(cloud), race.plan, times, isOver);
  const { held, unordered, slow } = countsOf(ends);
  const outOf = (count: number) => `${count} of ${held} times`;
  if (unordered > 0) return { kind: 'still fails', why: `no order fits, ${outOf(unordered)}` };
  if (slow > 0 && isNote(race)) return { kind: 'still fits only where one was slow', why: outOf(slow) };
  // Fewer than that, and it may have been missed by chance.
  const [reason = 'it was interrupted'] = reasonsIn(ends);
  if (held < times) return { kind: 'cannot tell', why: `${held} of ${times} races told something: ${reason}` };
  if (isNote(race)) return { kind: without, why: outOf(held) };
  return { kind: without, why: slow > 0 ? `${outOf(slow)} one may have been slow` : outOf(0) };
}

/** Whether it was no finding, but what a released Nova may do. */
const isNote = ({ unordered, slow = 0 }: ReplayedRace): boolean => unordered === 0 && slow > 0;

const rateOf = ({ held, unordered, slow = 0 }: ReplayedRace): Rate => ({
  shown: unordered > 0 ? unordered : slow,
  of: held,
});
