import type { ScriptedRequest, Theme } from '../request';
import { get, of } from './requests';

const stable = { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' } as const;

/** The images that servers are made from and rescued with: `{plain image}`, `{stable image}`, … */
const images: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plain: {},
  stable,
  'stable-cdrom': { hw_rescue_device: 'cdrom', hw_rescue_bus: 'scsi' },
  'bus-only': { hw_rescue_bus: 'virtio' },
  'device-only': { hw_rescue_device: 'disk' },
  'disk-on-xen-bus': { hw_rescue_device: 'disk', hw_rescue_bus: 'xen' },
  'volume-snapshot': {
    ...stable,
    bdm_v2: 'True',
    block_device_mapping:
      '[{"source_type": "snapshot", "destination_type": "volume", "snapshot_id": "00000000-0000-4000-8000-000000000002", "boot_index": 0}]',
  },
};

const form = { disk_format: 'raw', container_format: 'bare' } as const;

/** A guest finds nothing to boot in it; what counts is that it can be started. An image of a snapshot has no data. */
const data = (name: string) => new Uint8Array(name === 'volume-snapshot' ? 0 : 2 ** 20);

const made = ([name, properties]: readonly [string, Readonly<Record<string, string>>]): readonly ScriptedRequest[] => [
  {
    name: `${name}`,
    path: '/v2/images',
    method: 'POST',
    body: { name: `side-by-side-${name}`, ...form, ...properties },
    captures: { [`${name} image`]: 'id' },
  },
  {
    name: `the data of ${name}`,
    path: `/v2/images/{${name} image}/file`,
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: data(name),
  },
  get(`${name} with its data`, `/v2/images/{${name} image}`, { until: { status: 'active' } }),
];

export const rescueImages: Theme = {
  name: 'images',
  requests: of('image', Object.entries(images).flatMap(made)),
};

const image = '/v2/images/{passing image}';
const patch = (name: string, ...operations: readonly object[]): ScriptedRequest => ({
  name,
  path: image,
  method: 'PATCH',
  headers: { 'Content-Type': 'application/openstack-images-v2.1-json-patch' },
  body: operations,
});

/** What else can be done to an image. */
export const imageChanges: Theme = {
  name: 'changing an image',
  requests: of('image', [
    {
      name: 'create',
      path: '/v2/images',
      method: 'POST',
      body: { name: 'side-by-side-passing', ...form, min_disk: 1, min_ram: 64, tags: ['one'], os_distro: 'none' },
      captures: { 'passing image': 'id' },
    },
    get('show while queued', image),
    get('no data yet', `${image}/file`),
    get('list by name', '/v2/images?name=side-by-side-passing'),
    get('list by name and status', '/v2/images?name=side-by-side-passing&status=queued'),
    get('list by another status', '/v2/images?name=side-by-side-passing&status=active'),
    get('list by tag', '/v2/images?name=side-by-side-passing&tag=one'),
    patch('add a property', { op: 'add', path: '/hw_rescue_bus', value: 'virtio' }),
    patch('replace a property', { op: 'replace', path: '/hw_rescue_bus', value: 'scsi' }),
    patch('replace what is not there', { op: 'replace', path: '/side_by_side', value: 'x' }),
    patch('remove a property', { op: 'remove', path: '/hw_rescue_bus' }),
    patch('remove what is not there', { op: 'remove', path: '/hw_rescue_bus' }),
    patch('rename', { op: 'replace', path: '/name', value: 'side-by-side-renamed' }),
    patch('change what is read-only', { op: 'replace', path: '/status', value: 'active' }),
    patch('change its id', { op: 'replace', path: '/id', value: 'x' }),
    patch('two at once', { op: 'add', path: '/a', value: 'b' }, { op: 'add', path: '/c', value: 'd' }),
    patch('a number for a value', { op: 'add', path: '/a', value: 1 }),
    { name: 'a tag', path: `${image}/tags/two`, method: 'PUT' },
    get('with its tags', image, { unordered: true }),
    { name: 'remove a tag', path: `${image}/tags/two`, method: 'DELETE' },
    { name: 'remove a tag that is not there', path: `${image}/tags/two`, method: 'DELETE' },
    get('another project does not see it', image, { as: 'other-project' }),
    get('the admin sees it', image, { as: 'admin' }),
    {
      name: 'the other project may not delete it',
      path: image,
      method: 'DELETE',
      as: 'other-project',
    },
    {
      name: 'its data',
      path: `${image}/file`,
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: new TextEncoder().encode('side by side'),
    },
    {
      name: 'data once more',
      path: `${image}/file`,
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: new TextEncoder().encode('side by side'),
    },
    get('show with its data', image),
    get('the data', `${image}/file`),
    patch('protect', { op: 'replace', path: '/protected', value: true }),
    { name: 'delete while protected', path: image, method: 'DELETE' },
    patch('protect no more', { op: 'replace', path: '/protected', value: false }),
    { name: 'delete', path: image, method: 'DELETE' },
    get('deleted', image),
    { name: 'delete once more', path: image, method: 'DELETE' },
  ]),
};
