import { request } from 'undici';
import type { RunningSimulator } from '../../simulator';
import { at, textAt } from '../../targets/clients/reading';

/** Signs in as the owner. @returns what posts a record, or puts bytes */
async function signedIn({ url, credentials: { owner } }: RunningSimulator) {
  const domain = { name: 'Default' };
  const user = { name: owner.username, password: owner.password, domain };
  const auth = {
    identity: { methods: ['password'], password: { user } },
    scope: { project: { name: owner.projectName, domain } },
  };
  const json = { 'content-type': 'application/json' };
  const answer = await request(`${owner.authUrl}/auth/tokens`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ auth }),
  });
  await answer.body.dump();
  const headers = {
    ...json,
    'x-auth-token': String(answer.headers['x-subject-token']),
    'openstack-api-version': 'compute 2.87',
  };
  return async (path: string, body: object | Buffer): Promise<unknown> => {
    const sent = await request(
      `${url}${path}`,
      body instanceof Buffer
        ? { method: 'PUT', headers: { ...headers, 'content-type': 'application/octet-stream' }, body }
        : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    const text = await sent.body.text();
    return text.startsWith('{') ? JSON.parse(text) : undefined;
  };
}

/** A cloud to look at: servers of every disk and some states, a rescue that was refused, and one under way. */
export async function populate(cloud: RunningSimulator): Promise<void> {
  const { control } = cloud;
  const send = await signedIn(cloud);
  const stable = { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' };
  const image = textAt(
    await send('/image/v2/images', { name: 'rescue', disk_format: 'raw', container_format: 'bare', ...stable }),
    'id',
  );
  await send(`/image/v2/images/${image}/file`, Buffer.alloc(512));
  const volume = { boot_index: 0, uuid: image, source_type: 'image', destination_type: 'volume', volume_size: 1 };
  const create = async (name: string, zone: string, boots: object) => {
    const server = { name, flavorRef: '1', networks: 'none', availability_zone: zone, ...boots };
    const made = await send('/compute/v2.1/servers', { server });
    control.advance(5_000);
    return textAt(at(made, 'server'), 'id') ?? '';
  };
  const act = (id: string, body: object) => send(`/compute/v2.1/servers/${id}/action`, body);
  const rescue = { rescue: { rescue_image_ref: image } };
  const web = await create('web', 'rescue-bfv', { block_device_mapping_v2: [volume] });
  const database = await create('database', 'no-rescue-bfv', { block_device_mapping_v2: [volume] });
  const mail = await create('mail', 'libvirt', { imageRef: image });
  await create('too large', 'libvirt', { imageRef: image, flavorRef: '3' });
  await act(web, rescue);
  control.advance(5_000);
  await act(database, rescue);
  await act(mail, { lock: null });
  await act(mail, rescue);
  control.advance(5_000);
  await act(mail, { unlock: null });
  await act(mail, rescue);
}
