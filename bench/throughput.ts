import { join } from 'node:path';
import { child } from './child';
import { granted, headers, newImage, newServers } from './cloud';
import { load } from './load';
import { median } from './median';
import type { Row } from './row';

const rounds = 7;
const requests = 10_000;

/** Requests a second of `serve`, beside those of node:http alone with the same answer, round by round in turn. */
export async function throughput(program: string): Promise<readonly Row[]> {
  const cloud = await child([program, 'serve']);
  try {
    const server = await newServers(cloud.port, await newImage(cloud.port), 20);
    const rows: Row[] = [];
    for (const [what, path] of [
      ['the version document', '/compute/v2.1'],
      ['one server', `/compute/v2.1/servers/${server}`],
      ['20 servers in detail', '/compute/v2.1/servers/detail'],
    ] as const) {
      rows.push(await beside(what, path, cloud));
    }
    return rows;
  } finally {
    await cloud.stop();
  }
}

async function beside(what: string, path: string, cloud: Awaited<ReturnType<typeof child>>): Promise<Row> {
  const answer = await granted(cloud.port, 'GET', path);
  const own = ['date', 'connection', 'keep-alive'];
  const same = Object.entries(answer.headers).filter(([name]) => !own.includes(name));
  const plainServer = join(__dirname, 'plain-server.cjs');
  const plain = await child([plainServer, JSON.stringify(Object.fromEntries(same)), answer.text]);
  const text = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines}\r\n`;
  const found = { ours: [] as number[], theirs: [] as number[], work: [] as number[] };
  const measured = async ({ port, worked }: typeof cloud) => {
    const before = worked();
    const perSecond = await load(port, text, requests);
    return { perSecond, work: (worked() - before) / requests };
  };
  for (let round = 0; round < rounds; round++) {
    const [theirs, ours] = [await measured(plain), await measured(cloud)];
    // The first is to get warm.
    if (round === 0) continue;
    found.theirs.push(theirs.perSecond);
    found.ours.push(ours.perSecond);
    found.work.push(ours.work - theirs.work);
  }
  await plain.stop();
  const [ours, theirs] = [median(found.ours), median(found.theirs)];
  return {
    what: `requests/s, ${what} (${answer.text.length} bytes)`,
    aim: '0.9 of node:http',
    found: `${(ours / theirs).toFixed(2)}: ${Math.round(ours)} of ${Math.round(theirs)}; ${median(found.work).toFixed(0)} µs of work more for each`,
  };
}

const lines = Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
