import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** A server in a process of its own. */
export interface Child {
  readonly port: number;
  /** Microseconds that it has worked until now, in steps of 10 000; NaN where the system does not say. */
  worked(): number;
  stop(): Promise<void>;
}

/** Starts it, and waits until it says at which port it listens. */
export async function child(words: readonly string[]): Promise<Child> {
  const running = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await portOf(running);
  return {
    port,
    worked: () => workedBy(Number(running.pid)),
    async stop() {
      const ended = once(running, 'exit');
      running.kill();
      await ended;
    },
  };
}

const portOf = (running: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let said = '';
    running.stdout?.on('data', (text: Buffer) => {
      said += text;
      const [, port] = /^# ready: \S+:(\d+)/m.exec(said) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    running.once('exit', (code) => reject(new Error(`it ended with exit code ${code}`)));
  });

/** What Linux counts for a process, user and system, in hundredths of a second. */
function workedBy(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
