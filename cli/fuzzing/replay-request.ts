import type { ReplayableRequest } from '../../fuzz/counterexamples/counterexample';
import { always, enough } from '../../fuzz/how-often';
import { compareRequest, sendFirst } from '../../fuzz/requests/difference';
import type { SimulatorOptions } from '../../simulator';
import type { CloudPlay } from './cloud-play';
import type { Replayed } from './replay-files';
import { onSides } from './request-sides';

/** Sends a request again, to a target and to the simulator that it was compared with. */
export const replayRequest = (
  { edition, driver, request, before = [], rate = always }: ReplayableRequest,
  cloud: CloudPlay,
  simulated: Omit<SimulatorOptions, 'edition'>,
): Promise<Replayed> =>
  onSides(cloud, edition, { ...simulated, driver }, async (sides): Promise<Replayed> => {
    // On a cloud, where answers may vary, once more.
    for (let times = cloud.subject.target.kind === 'cloud' ? enough(rate, 2) : 1; times > 0; times -= 1) {
      for (const side of [sides.model, sides.subject]) await sendFirst(side, before);
      const { kind } = await compareRequest(sides, request);
      if (kind === 'differs') return { kind: 'still fails' };
      if (kind === 'not simulated') return { kind: 'cannot tell', why: 'the simulator does not know it' };
    }
    return { kind: 'fixed' };
  });
