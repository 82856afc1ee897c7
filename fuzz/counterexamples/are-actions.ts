import type { Action } from '../../simulator';
import { isRecord } from '../../targets/clients/reading';

/** Whether something that was read is a sequence of actions: that each has what it needs is seen when it is played. */
export const areActions = (read: unknown): read is readonly Action[] =>
  Array.isArray(read) && read.length > 0 && read.every((one) => isRecord(one) && typeof one.do === 'string');
