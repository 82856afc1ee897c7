import { chmodSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import type { Exchange } from '../../simulator';
import { reasonOf } from '../../targets/reason-of';
import { UserError } from '../../targets/user-error';

/** The first line of what serve writes: nothing else is ever overwritten. */
const mark = '# Written by nova-rescue serve, which overwrites it.\n';

const orUserError = <T>(path: string, what: () => T): T => {
  try {
    return what();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`cannot write ${path} (${reasonOf(error)})`);
  }
};

/**
 * Writes a file that only its owner can read.
 * @throws UserError where that is not possible, or where another file would be lost
 */
export const writeOwnFile = (path: string, text: string): void =>
  orUserError(path, () => {
    if (existsSync(path) && !readFileSync(path, 'utf8').startsWith(mark)) {
      throw new UserError(`${path} is there already and was not written by nova-rescue serve: name another file`);
    }
    writeFileSync(path, `${mark}${text}`, { mode: 0o600 });
    chmodSync(path, 0o600);
  });

/**
 * Writes a new file, a line of JSON at a time.
 * @throws UserError where that is not possible
 */
export function lineWriter(path: string): (value: object) => void {
  const file = orUserError(path, () => openSync(path, 'w'));
  return (value) => void writeSync(file, `${JSON.stringify(value)}\n`);
}

/**
 * Appends a line of JSON for each request to a file.
 * @throws UserError where that is not possible
 */
export function requestLog(path: string): (exchange: Exchange) => void {
  const file = orUserError(path, () => openSync(path, 'a', 0o600));
  return ({ method, path: asked, status, requestId }) => {
    const line = { time: new Date().toISOString(), method, path: asked, status, request_id: requestId };
    writeSync(file, `${JSON.stringify(line)}\n`);
  };
}
