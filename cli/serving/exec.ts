import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, type RunningSimulator } from '../../simulator';
import { reasonOf } from '../../targets/reason-of';
import { UserError } from '../../targets/user-error';
import { writeOwnFile } from './files';

/** Nothing that names another cloud is handed on. */
const foreign = (name: string): boolean => name.startsWith('OS_');

/**
 * Runs a command that finds this cloud, and no other, in OS_* and OS_CLIENT_CONFIG_FILE, and its control, where it has one,
 * in NOVA_RESCUE_CONTROL_*.
 * @returns its exit code, as a shell has it: 128 and the number of the signal where one has ended it
 * @throws UserError where it cannot be started
 */
export async function runWith(
  { cloudsYaml, credentials, control }: RunningSimulator,
  [command = '', ...words]: readonly string[],
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-serve-'));
  try {
    const file = join(folder, 'clouds.yaml');
    writeOwnFile(file, cloudsYaml);
    const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign(name)));
    const env = { ...own, ...environment(credentials.owner), OS_CLIENT_CONFIG_FILE: file, ...controlOf(control) };
    return await ended(command, words, env);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** For whoever has it controlled over HTTP. */
const controlOf = ({ url, token }: RunningSimulator['control']): NodeJS.ProcessEnv =>
  url === undefined ? {} : { NOVA_RESCUE_CONTROL_URL: url, NOVA_RESCUE_CONTROL_TOKEN: token };

function ended(command: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  // A terminal sends Ctrl-C to both: it is the command's to end then, and ours to wait for it.
  const wait = () => undefined;
  const pass = () => void child.kill('SIGTERM');
  // Before there is anybody to end: else a signal that comes at once would end us alone.
  process.on('SIGINT', wait).on('SIGTERM', pass);
  const child = spawn(command, words, { env, stdio: 'inherit' });
  return new Promise<number>((resolve, reject) => {
    child.on('error', (error) => reject(new UserError(`cannot run ${command} (${reasonOf(error)})`)));
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  }).finally(() => process.off('SIGINT', wait).off('SIGTERM', pass));
}
