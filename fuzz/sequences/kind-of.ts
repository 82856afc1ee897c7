import { statusOf } from '../status-of';
import type { Difference } from './search';

/** Two differences of one kind are taken for one: what was asked for, and the two statuses, or what is left behind. */
export function kindOf({ actions, expected, actual }: Difference): string {
  const last = actions.at(-1);
  const what = last ? [last.do, 'image' in last ? last.image : '', last.as] : [];
  return JSON.stringify([...what, statusOf(expected), statusOf(actual)]);
}
