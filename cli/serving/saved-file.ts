import { readFileSync } from 'node:fs';
import { ControlError, type RunningSimulator } from '../../simulator';
import { reasonOf } from '../../targets/reason-of';
import { UserError } from '../../targets/user-error';

/**
 * Makes a cloud the one that a file was saved from.
 * @throws UserError naming the file
 */
export function restoreFrom(path: string, { control }: RunningSimulator): void {
  try {
    control.restore(jsonOf(read(path)));
  } catch (error) {
    if (error instanceof ControlError) throw new UserError(`${path}: ${error.message}`);
    throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`cannot read ${path} (${reasonOf(error)}); give a file that /_control/snapshot has given`);
  }
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
