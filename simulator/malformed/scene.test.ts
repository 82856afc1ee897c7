import assert from 'node:assert/strict';
import { at, textAt } from '../cloud.test';

/** What there is for malformed requests to be about: they name real servers, images and volumes, and real tokens. */
export interface Scene {
  readonly server: string;
  readonly rescued: string;
  readonly image: string;
  readonly volume: string;
  readonly provider: string;
  readonly tokens: Readonly<Record<'owner' | 'admin', string>>;
}

type Who = keyof Scene['tokens'];
/** Asks a simulated cloud, however it is reached; the path begins with the mount of a service. */
export type Ask = (
  who: Who,
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: unknown }>;

/** The headers and the bytes of a request that is as it should be. */
export function onTheWire(token: string, body: unknown) {
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
  return {
    headers: {
      'x-auth-token': token,
      'openstack-api-version': 'compute 2.37, volume 3.0, placement 1.6',
      'content-type': type,
    },
    bytes: Buffer.from(body instanceof Uint8Array ? body : body === undefined ? '' : JSON.stringify(body)),
  };
}

export async function newScene(ask: Ask, tokens: Scene['tokens'], settle: () => Promise<void>): Promise<Scene> {
  const made = async (who: Who, method: string, path: string, body?: unknown) => {
    const { status, json } = await ask(who, method, path, body);
    assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  };
  const form = { name: 'an image', disk_format: 'raw', container_format: 'bare', hw_rescue_device: 'disk' };
  const image = textAt(await made('owner', 'POST', '/image/v2/images', { ...form, hw_rescue_bus: 'virtio' }), 'id');
  await made('owner', 'PUT', `/image/v2/images/${image}/file`, Buffer.alloc(512));
  const newServer = async () => {
    const server = {
      name: 'a server',
      flavorRef: '1',
      imageRef: image,
      networks: 'none',
      availability_zone: 'rescue-bfv',
    };
    return textAt(await made('owner', 'POST', '/compute/v2.1/servers', { server: { ...server } }), 'server', 'id');
  };
  const [server, rescued] = [await newServer(), await newServer()];
  const volume = textAt(await made('owner', 'POST', '/volume/v3/volumes', { volume: { size: 1 } }), 'volume', 'id');
  await settle();
  await made('owner', 'POST', `/compute/v2.1/servers/${rescued}/action`, { rescue: null });
  await settle();
  // The first look of a project makes its default security group.
  for (const who of ['owner', 'admin'] as const) await made(who, 'GET', '/network/v2.0/security-groups');
  const providers = await made('admin', 'GET', '/placement/resource_providers');
  const provider = textAt(at(providers, 'resource_providers', 0), 'uuid');
  return { server, rescued, image, volume, provider, tokens };
}
