import type { Configuration } from '../../targets/configuration/configuration';
import { Inconclusive } from '../../targets/inconclusive';
import { patience } from '../../targets/settle';
import { discover, type Subject } from '../../targets/subject';
import { UserError } from '../../targets/user-error';
import { claimFolder } from './claim';
import type { Interruption } from './interruption';
import { openTarget, type TargetOptions } from './open-target';

/** What is done to which target, and in which folder it keeps its ledger. */
export interface OnTarget {
  readonly target: TargetOptions;
  readonly configuration: Configuration;
  readonly seed: number;
  readonly out: string;
}

/**
 * Opens the target, claims the folder, has the work done, and closes both again, whatever ends it.
 * @throws UserError when it cannot begin; nothing was written or shown then
 */
export async function onTarget<T>(
  { target: options, configuration, seed, out }: OnTarget,
  interruption: Interruption,
  work: (subject: Subject) => Promise<T>,
): Promise<T> {
  try {
    const target = await openTarget(options, configuration, seed, interruption.signal);
    try {
      const subject = await discover(target, { ...patience, deadline: options.timeout * 1000 });
      const giveBack = claimFolder(out);
      try {
        return await work(subject);
      } finally {
        giveBack();
      }
    } finally {
      await target.close();
    }
  } catch (error) {
    // Once the work has begun, an interruption ends in what was found.
    throw error instanceof Inconclusive ? new UserError(`${error.message} before it began`) : error;
  } finally {
    interruption.end();
  }
}
