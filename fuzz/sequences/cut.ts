import type { Action } from '../../simulator';
import { without } from './simplify';

/**
 * Makes a sequence smaller by leaving out many actions at a time, then fewer: where playing takes its time, that spares
 * most of the tries.
 * @param differs whether the two part when a sequence is played, and after which of its actions; undefined where they do not
 */
export async function cut(
  actions: readonly Action[],
  differs: (actions: readonly Action[]) => Promise<number | undefined>,
): Promise<readonly Action[]> {
  let left = actions;
  for (let size = Math.floor(left.length / 2); size > 1; size = Math.floor(size / 2)) {
    // The last one is what shows it.
    for (let index = 0; index < left.length - 1; ) {
      const smaller = withoutSome(left, index, Math.min(size, left.length - 1 - index));
      const length = await differs(smaller);
      if (length === undefined) index += size;
      else left = smaller.slice(0, length);
    }
  }
  return left;
}

function withoutSome(actions: readonly Action[], index: number, count: number): readonly Action[] {
  return count === 0 ? actions : withoutSome(without(actions, index), index, count - 1);
}
