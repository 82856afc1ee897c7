import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { handle, type ServedCloud } from '../simulator/handle';
import { pass } from '../simulator/passing';
import { newCloud } from '../simulator/simulator';
import { wireOf } from '../simulator/wire';
import { headers } from './cloud';
import { median } from './median';
import type { Row } from './row';

const many = 10_000;
const few = 100;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of what is alive. */
function alive(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function ask(cloud: ServedCloud, method: string, target: string, body?: object): string {
  const [path = '', query] = target.split('?');
  const bytes = body instanceof Buffer;
  const type = { 'content-type': bytes ? 'application/octet-stream' : 'application/json' };
  const request = {
    method,
    path,
    query: new URLSearchParams(query),
    headers: { ...lower, ...(body && type) },
    body: bytes ? body : Buffer.from(body ? JSON.stringify(body) : ''),
  };
  const { status, body: text } = wireOf(handle(cloud, request, 'http://127.0.0.1:1'));
  if (status >= 300) throw new Error(`${method} ${target}: ${status} ${text}`);
  return String(text);
}

const newTestCloud = () => newCloud({ edition: 'spec', driver: 'libvirt', seed: 1 });

function imageIn(cloud: ServedCloud): string {
  const form = { name: 'bench', disk_format: 'raw', container_format: 'bare' };
  const { id } = JSON.parse(ask(cloud, 'POST', '/image/v2/images', form)) as { id: string };
  ask(cloud, 'PUT', `/image/v2/images/${id}/file`, Buffer.alloc(512));
  return id;
}

type Boot = (image: string) => object;
const fromImage: Boot = (imageRef) => ({ imageRef });
const fromVolume: Boot = (uuid) => ({
  block_device_mapping_v2: [
    {
      boot_index: 0,
      uuid,
      source_type: 'image',
      destination_type: 'volume',
      volume_size: 1,
      delete_on_termination: true,
    },
  ],
});

/** Makes so many servers, and lets them become ACTIVE. @returns the id of the one in the middle */
function serversIn(cloud: ServedCloud, image: string, count: number, boot: Boot): string {
  const ids = Array.from({ length: count }, (_, number) => {
    const server = { name: `bench-${number}`, flavorRef: '1', networks: 'none', ...boot(image) };
    const made = JSON.parse(ask(cloud, 'POST', '/compute/v2.1/servers', { server })) as { server: { id: string } };
    return made.server.id;
  });
  pass(cloud, 60_000);
  return ids[Math.floor(count / 2)] ?? '';
}

function memory(boot: Boot): number {
  const cloud = newTestCloud();
  const image = imageIn(cloud);
  // The log of requests is full by then, and what is compiled is compiled.
  serversIn(cloud, image, 2_000, boot);
  const before = alive();
  serversIn(cloud, image, many, boot);
  const kept = alive() - before;
  return kept / many / (cloud.world.servers.size > many ? 1 : Number.NaN);
}

/** Microseconds, the median of many. */
function time(cloud: ServedCloud, target: string): number {
  const times = Array.from({ length: 300 }, () => {
    const start = performance.now();
    ask(cloud, 'GET', target);
    return (performance.now() - start) * 1000;
  });
  return median(times.slice(100));
}

/** Memory of a server, and what lists and looks cost where there are many of them. */
export function manyServers(): readonly Row[] {
  const kibibytes = (boot: Boot) => `${(memory(boot) / 1024).toFixed(1)} KiB`;
  const [large, small] = [newTestCloud(), newTestCloud()];
  const one = serversIn(large, imageIn(large), many, fromImage);
  const other = serversIn(small, imageIn(small), few, fromImage);
  const compared = (what: string, path: (server: string) => string): Row => ({
    what: `${what}, ${many} servers beside ${few}`,
    aim: 'the same',
    found: `${time(large, path(one)).toFixed()} µs beside ${time(small, path(other)).toFixed()} µs`,
  });
  return [
    { what: 'memory of a server from an image', aim: '2 KiB', found: kibibytes(fromImage) },
    { what: 'memory of a server from a volume, and of that volume', aim: '–', found: kibibytes(fromVolume) },
    compared('one server', (server) => `/compute/v2.1/servers/${server}`),
    compared('the first page of 20', () => '/compute/v2.1/servers/detail?limit=20'),
    compared('a page in the middle', (server) => `/compute/v2.1/servers/detail?limit=20&marker=${server}`),
    compared('a page sorted by name', () => '/compute/v2.1/servers/detail?limit=20&sort_key=display_name'),
  ];
}
