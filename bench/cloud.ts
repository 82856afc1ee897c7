import { request } from 'undici';

export const headers = {
  'X-Auth-Token': 'owner-token',
  'OpenStack-API-Version': 'compute 2.87',
  Accept: 'application/json',
} as const;

/** Asks a simulated cloud at this port for what it must grant. */
export async function granted(port: number, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
  const answer = await request(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': type }) },
    ...(body && { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return { text, headers: answer.headers };
}

/** @returns the id of an image that servers can boot from */
export async function newImage(port: number): Promise<string> {
  const form = { name: 'bench', disk_format: 'raw', container_format: 'bare' };
  const { id } = JSON.parse((await granted(port, 'POST', '/image/v2/images', form)).text) as { id: string };
  await granted(port, 'PUT', `/image/v2/images/${id}/file`, Buffer.alloc(512));
  return id;
}

/** Makes so many servers. @returns the id of the last one */
export async function newServers(port: number, imageRef: string, count: number): Promise<string> {
  let last = '';
  for (let number = 0; number < count; number++) {
    const server = { name: `bench-${number}`, flavorRef: '1', imageRef, networks: 'none' };
    const { text } = await granted(port, 'POST', '/compute/v2.1/servers', { server });
    last = (JSON.parse(text) as { server: { id: string } }).server.id;
  }
  return last;
}
