import type { Scene } from './scene.test';

/** A request as a client would write it down. */
export interface Plain {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Each would be granted, and would change something: whatever is wrong with one of them must keep it from that. */
export function changes({ server, rescued, image, volume, provider, tokens }: Scene): readonly Plain[] {
  const compute = '/compute/v2.1/servers';
  const write = (who: keyof typeof tokens, method: string, target: string, body?: object): Plain => ({
    method,
    target,
    headers: {
      Host: '127.0.0.1',
      'X-Auth-Token': tokens[who],
      'OpenStack-API-Version': 'compute 2.87',
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: Buffer.from(body ? JSON.stringify(body) : ''),
  });
  const mapping = { boot_index: 0, uuid: image, source_type: 'image', destination_type: 'volume', volume_size: 1 };
  const wanted = { name: 'another', flavorRef: '1', networks: 'none', block_device_mapping_v2: [mapping] };
  return [
    write('owner', 'POST', `${compute}/${server}/action`, { rescue: { adminPass: 'x', rescue_image_ref: image } }),
    write('owner', 'POST', `${compute}/${rescued}/action`, { unrescue: null }),
    write('owner', 'POST', `${compute}/${server}/action`, { lock: null }),
    write('owner', 'POST', compute, { server: wanted }),
    write('owner', 'PUT', `${compute}/${server}`, { server: { name: 'another' } }),
    write('owner', 'POST', `${compute}/${server}/metadata`, { metadata: { key: 'value' } }),
    write('owner', 'POST', `${compute}/${server}/os-volume_attachments`, { volumeAttachment: { volumeId: volume } }),
    write('owner', 'DELETE', `${compute}/${server}`),
    write('owner', 'POST', '/image/v2/images', { name: 'another', disk_format: 'raw', container_format: 'bare' }),
    write('owner', 'DELETE', `/image/v2/images/${image}`),
    write('owner', 'POST', '/volume/v3/volumes', { volume: { size: 1 } }),
    write('admin', 'POST', `/volume/v3/volumes/${volume}/action`, { 'os-reset_status': { status: 'error' } }),
    write('owner', 'DELETE', `/volume/v3/volumes/${volume}`),
    write('owner', 'POST', '/network/v2.0/networks', { network: { name: 'another' } }),
    write('admin', 'PUT', `/placement/resource_providers/${provider}/traits`, {
      resource_provider_generation: 1,
      traits: ['COMPUTE_NODE'],
    }),
    write('admin', 'POST', '/identity/v3/users', { user: { name: 'another' } }),
    write('admin', 'POST', '/identity/v3/auth/tokens', {
      auth: { identity: { methods: ['token'], token: { id: tokens.admin } } },
    }),
  ];
}

/** What only looks. */
export function looks(scene: Scene): readonly Plain[] {
  const [some] = changes(scene);
  const paths = [
    ...['/compute', '/compute/v2.1', '/compute/v2.1/servers', '/compute/v2.1/servers/detail'],
    ...[`/compute/v2.1/servers/${scene.server}`, '/compute/v2.1/flavors/detail', '/compute/v2.1/os-hypervisors/detail'],
    ...['/image', '/image/v2/images', `/image/v2/images/${scene.image}`, '/volume', '/volume/v3/volumes/detail'],
    ...['/placement', '/placement/traits', '/placement/resource_providers', '/network', '/network/v2.0/ports'],
    ...['/identity', '/identity/v3', '/identity/v3/users', '/identity/v3/auth/tokens', '/', '/nowhere'],
  ];
  return paths.map((target) => ({ method: 'GET', target, headers: some?.headers ?? {}, body: Buffer.alloc(0) }));
}
