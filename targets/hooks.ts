import { spawn } from 'node:child_process';
import type { Configuration, HookName } from './configuration/configuration';
import { Inconclusive, NotApplicable } from './inconclusive';
import { redactText } from './redact';

/** What a hook is told, as JSON on its standard input. */
export interface HookInput {
  /** The id of the server that it is about. */
  readonly server: string;
  readonly [key: string]: unknown;
}

/** The exit code of a hook that cannot do what it was asked. */
const cannot = 3;

/**
 * Runs a command of the operator's own, through the shell: exit code 0 done, 3 cannot.
 * @throws NotApplicable where it cannot, or where there is none
 * @throws Inconclusive where it fails
 */
export async function runHook({ hooks = {} }: Configuration, name: HookName, input: HookInput): Promise<void> {
  const command = hooks[name];
  if (command === undefined)
    throw new NotApplicable(`there is no hook for it: give the command as hooks.${name} in nova-rescue.yaml`);
  const { code, stderr } = await run(command, JSON.stringify({ hook: name, ...input }));
  if (code === 0) return;
  const said = redactText(stderr.trim().split('\n').at(-1) ?? '');
  if (code === cannot) throw new NotApplicable(`the hook ${name} cannot: ${said}`);
  throw new Inconclusive(`the hook ${name} failed with ${code}: ${said}`);
}

function run(command: string, input: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
    // A hook may end without reading what it is told.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
