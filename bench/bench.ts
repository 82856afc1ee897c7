import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzzing } from './fuzzing';
import { manyServers } from './many-servers';
import { packageInto } from './packaged';
import type { Row } from './row';
import { startUp } from './start-up';
import { throughput } from './throughput';

/** `npm run bench`: what the simulator costs. Prints a table, and writes docs/results/bench.md. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-rescue-bench-'));
  const [busy = 0] = loadavg();
  try {
    packageInto(folder);
    const program = join(folder, 'cli/nova-rescue.cjs');
    const rows = [
      ...(await startUp(program, join(__dirname, '../cli/nova-rescue.cjs'))),
      ...(await throughput(program)),
      ...manyServers(),
      ...(await fuzzing()),
    ];
    const page = pageOf(rows, busy);
    process.stdout.write(page);
    writeFileSync(join(__dirname, '../docs/results/bench.md'), page);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param busy how many processes wanted to run before it began */
function pageOf(rows: readonly Row[], busy: number): string {
  const [first] = cpus();
  const others =
    busy < 0.5
      ? 'It was otherwise idle.'
      : `It had other work to do (load ${busy.toFixed(1)} before the first measurement): the numbers are rough, the ratios less so.`;
  return `# What the simulator costs

Written by \`npm run bench\`, on ${availableParallelism()} cores (${first?.model.trim()}), Node ${process.versions.node}. ${others}

| what | aim | measured |
|---|---|---|
${rows.map(({ what, aim, found }) => `| ${what} | ${aim} | ${found} |\n`).join('')}
Start-up and requests are those of the package as it is installed, over loopback. Beside \`serve\` stands a server of
\`node:http\` that gives the same answer, headers and all, without looking at the request; each is asked in turn, by eight
connections, in seven rounds of which the median counts. Memory is what is alive after garbage collection. The rest is
asked in process, answers written as JSON. The loop beside \`fuzz\` sends the requests that it has sent, to as many clouds.

0.9 of \`node:http\` is not reached: it would leave 3 µs for a request, and a token, a microversion, a policy and a server of
forty fields written as JSON take ten times as long.
`;
}

void main();
