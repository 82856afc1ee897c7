import { request } from 'undici';
import { simulator } from '../simulator';

/** `npm run bench`: how many requests a second the simulator answers in process, through undici and all. */
async function main(): Promise<void> {
  const { dispatcher, mounts, tokens } = simulator({ edition: 'spec', driver: 'libvirt', seed: 1 });
  const url = `http://simulator.invalid${mounts.compute}/flavors/detail`;
  const headers = { 'X-Auth-Token': tokens.owner };
  const once = async () => (await request(url, { dispatcher, headers })).body.text();
  const rounds = 5;
  const count = 5_000;
  for (let round = 1; round <= rounds; round++) {
    const start = performance.now();
    for (let index = 0; index < count; index++) await once();
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(`round ${round} of ${rounds}: ${Math.round(count / seconds)} requests/s in process\n`);
  }
}

void main();
