import { child } from './child';
import { granted } from './cloud';
import { median } from './median';
import type { Row } from './row';

const rounds = 9;

/** From the start of the process to the first answer. */
async function firstAnswer(words: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const cloud = await child(words);
    await granted(cloud.port, 'GET', '/compute/v2.1');
    times.push(performance.now() - start);
    await cloud.stop();
  }
  return median(times);
}

/** @param checkout the same program, as a checkout has it: compiled when it is loaded */
export async function startUp(program: string, checkout: string): Promise<readonly Row[]> {
  const installed = await firstAnswer([program, 'serve']);
  const compiling = await firstAnswer([checkout, 'serve']);
  const node = await nodeAlone();
  return [
    {
      what: 'start of `serve` to its first answer',
      aim: '200 ms',
      found: `${installed.toFixed()} ms, of which Node alone takes ${node.toFixed()} ms`,
    },
    { what: 'the same in a checkout, which compiles what it loads', aim: '–', found: `${compiling.toFixed()} ms` },
  ];
}

async function nodeAlone(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const nothing = await child(['-e', "console.log('# ready: x:1'); setInterval(() => undefined, 1e6)"]);
    times.push(performance.now() - start);
    await nothing.stop();
  }
  return median(times);
}
