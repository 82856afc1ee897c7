import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const program = join(__dirname, '../nova-rescue.cjs');

/** What has not ended after so many milliseconds hangs: the slowest machine is not so slow. */
export const unlessItHangs = { timeout: 900_000 };

/** What a command has left. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of a test's own, in which nova-rescue is called; its reports go to `out` in it. */
export interface Workplace {
  readonly path: string;
  readonly out: string;
  /** Writes a file in it. @returns its absolute path */
  write(name: string, text: string): string;
  /** A file of `out`. */
  read(name: string): string;
  /** Everything that `out` holds, by file name. */
  readAll(): Readonly<Record<string, string>>;
  /** Runs to its end, with nothing inherited that could name a cloud. */
  run(...words: readonly string[]): Promise<Ended>;
  /** Starts it, for whoever wants to send it a signal. */
  start(...words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> };
}

/** `env` is all that the program is told besides where to find its own tools. */
export function workplace(t: TestContext, env: Readonly<Record<string, string>> = {}): Workplace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'nova-rescue-cli-')));
  t.after(() => rmSync(path, { recursive: true }));
  const out = join(path, 'out');
  const start: Workplace['start'] = (...words) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: path,
      env: { PATH: process.env.PATH, HOME: path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    t.after(() => child.kill('SIGKILL'));
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.stderr += text;
    });
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, ...texts }));
    });
    return { child, ended };
  };
  return {
    path,
    out,
    write(name, text) {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    read: (name) => readFileSync(join(out, name), 'utf8'),
    readAll: () => Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')])),
    start,
    run: (...words) => start(...words).ended,
  };
}
