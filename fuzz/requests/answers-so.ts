import { newCloud, simulatedStage } from '../../simulator';
import type { DoesSo } from '../explanation';
import { type RequestDifference, type SeeAnswer, seen, sendFirst } from './difference';
import { Side } from './side';

/** Whether what is seen of a request is seen on such a simulator too. */
export const answersSo =
  ({ ask, before = [], actual }: RequestDifference, see: SeeAnswer): DoesSo =>
  async (options) => {
    const side = new Side(() => simulatedStage(newCloud({ ...options, seed: 1 })));
    await sendFirst(side, before);
    return seen(await side.ask(ask), see) === actual;
  };
