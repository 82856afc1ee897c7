import type fc from 'fast-check';
import type { Action } from '../../simulator';
import { type Comparison, type Difference, type Finding, search } from './search';

/** So many shorter sequences are tried: what a shorter one can show, one of them mostly does. */
const tries = 400;

/**
 * Looks for a shorter sequence that shows the same, where leaving things out does not lead to one: another lock, state or
 * microversion may do with less.
 * @param drawn sequences of up to so many actions
 * @param isSame whether another difference has the same cause
 */
export async function shorten(
  comparison: Comparison,
  drawn: (maxLength: number) => fc.Arbitrary<readonly Action[]>,
  finding: Finding,
  isSame: (other: Difference) => Promise<boolean>,
): Promise<Finding> {
  const length = finding.actions.length - 1;
  if (length < 1) return finding;
  const { finding: found } = await search(comparison, drawn(length), { runs: tries, seed: finding.seed });
  if (!found || !(await isSame(found))) return finding;
  // How it came to light is still how the first one did.
  const { actions, expected, actual } = found;
  return shorten(comparison, drawn, { ...finding, actions, expected, actual }, isSame);
}
