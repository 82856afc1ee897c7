import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Play } from './play';
import type { Answer } from './request';

/** What the real Nova answered when the script was last played against it: without ids, times, secrets or host names. */
const file = join(__dirname, 'recorded-nova-26.2.json');

export const recorded = (): Play =>
  new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Answer>));

/** One line for each request, so that a change can be read. */
export function record(play: Play): void {
  const lines = [...play].map(([name, answer]) => `${JSON.stringify(name)}: ${JSON.stringify(answer)}`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}
