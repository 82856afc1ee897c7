import type { Target } from '../target';
import { expectAnswer, textAt } from './reading';

/** Whether this run can ask the volume service at all. */
export const hasBlockStorage = (target: Target): boolean => target.endpoint('block-storage', 'owner') !== undefined;

/**
 * The status of a volume as Cinder has it; undefined where it is not there.
 * @throws Inconclusive where Cinder does not answer
 */
export async function volumeStatus(target: Target, id: string): Promise<string | undefined> {
  const shown = await target.send({ caller: 'owner', service: 'block-storage', method: 'GET', path: `/volumes/${id}` });
  return textAt(expectAnswer(shown, 'show the volume').reply.json, 'volume', 'status');
}
