import { newCloud, play, simulatedStage } from '../../simulator';
import type { DoesSo } from '../explanation';
import type { Comparison, Difference } from './search';

/** Whether what is seen last of a sequence is seen on such a simulator too. */
export const playsSo =
  ({ actions, actual }: Difference, see: Comparison['see']): DoesSo =>
  async (options) =>
    see(await play(simulatedStage(newCloud({ ...options, seed: 1 })), actions)).at(-1) === actual;
