import type { ScriptedRequest, Theme } from '../request';
import { get, of } from './requests';

const own = '/v3/{project of owner}/volumes';
const ofAdmin = '/v3/{project of admin}/volumes';

const made = (name: string, wish: Readonly<Record<string, unknown>>): readonly ScriptedRequest[] => [
  {
    name,
    path: own,
    body: { volume: { name: `side-by-side-${name.replaceAll(' ', '-')}`, size: 1, ...wish } },
    captures: { [name]: 'volume.id' },
  },
  get(`${name} is available`, `${own}/{${name}}`, { until: { 'volume.status': 'available' } }),
];

const acted = (name: string, volume: string, body: unknown, rest: Partial<ScriptedRequest> = {}): ScriptedRequest => ({
  name,
  path: `${own}/${volume}/action`,
  body,
  ...rest,
});

/** The volumes that servers are made from. */
export const rootVolumes: Theme = {
  name: 'volumes',
  requests: of('block-storage', [
    ...made('empty volume', {}),
    acted('made bootable', '{empty volume}', { 'os-set_bootable': { bootable: true } }),
    get('bootable', `${own}/{empty volume}`),
    ...made('empty volume with properties', {}),
    acted('it is made bootable', '{empty volume with properties}', { 'os-set_bootable': { bootable: true } }),
    acted('it is given properties', '{empty volume with properties}', {
      'os-set_image_metadata': { metadata: { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' } },
    }),
    get('it has the properties', `${own}/{empty volume with properties}`),
    ...made('volume from stable', { imageRef: '{stable image}' }),
    ...made('volume from plain', { imageRef: '{plain image}' }),
    ...made('extra volume', {}),
  ]),
};

export const volumeChanges: Theme = {
  name: 'changing a volume',
  requests: of('block-storage', [
    ...made('passing volume', { description: 'side by side', metadata: { a: 'b' } }),
    get('list by name', `${own}?name=side-by-side-passing-volume`),
    get('list in detail by name', `${own}/detail?name=side-by-side-passing-volume`),
    get('list by name and status', `${own}?name=side-by-side-passing-volume&status=available`),
    get('list by another status', `${own}?name=side-by-side-passing-volume&status=in-use`),
    get('as another project', `/v3/{project of other-project}/volumes/{passing volume}`, { as: 'other-project' }),
    get('as the admin', `${ofAdmin}/{passing volume}`, { as: 'admin' }),
    {
      name: 'rename',
      method: 'PUT',
      path: `${own}/{passing volume}`,
      body: { volume: { name: 'side-by-side-renamed' } },
    },
    get('its metadata', `${own}/{passing volume}/metadata`),
    acted('not bootable', '{passing volume}', { 'os-set_bootable': { bootable: false } }),
    acted('bootable as no truth', '{passing volume}', { 'os-set_bootable': { bootable: 'x' } }),
    acted('image metadata', '{passing volume}', { 'os-set_image_metadata': { metadata: { a: 'b' } } }),
    acted('show image metadata', '{passing volume}', { 'os-show_image_metadata': null }),
    acted('remove image metadata', '{passing volume}', { 'os-unset_image_metadata': { key: 'a' } }),
    acted('remove image metadata that is not there', '{passing volume}', { 'os-unset_image_metadata': { key: 'a' } }),
    acted('extend to less', '{passing volume}', { 'os-extend': { new_size: 1 } }),
    acted('reserve', '{passing volume}', { 'os-reserve': null }),
    get('reserved', `${own}/{passing volume}`),
    { name: 'delete while reserved', method: 'DELETE', path: `${own}/{passing volume}` },
    acted('reserve no more', '{passing volume}', { 'os-unreserve': null }),
    acted('status, as its owner', '{passing volume}', { 'os-reset_status': { status: 'error' } }),
    {
      name: 'status to error',
      as: 'admin',
      path: `${ofAdmin}/{passing volume}/action`,
      body: { 'os-reset_status': { status: 'error' } },
    },
    get('in error', `${own}/{passing volume}`),
    {
      name: 'a snapshot of a volume in error',
      path: '/v3/{project of owner}/snapshots',
      body: { snapshot: { name: 'side-by-side', volume_id: '{passing volume}' } },
    },
    {
      name: 'status to available',
      as: 'admin',
      path: `${ofAdmin}/{passing volume}/action`,
      body: { 'os-reset_status': { status: 'available' } },
    },
    {
      name: 'a snapshot',
      path: '/v3/{project of owner}/snapshots',
      body: { snapshot: { name: 'side-by-side', volume_id: '{passing volume}' } },
      captures: { snapshot: 'snapshot.id' },
    },
    get('the snapshot is available', '/v3/{project of owner}/snapshots/{snapshot}', {
      until: { 'snapshot.status': 'available' },
    }),
    { name: 'delete with a snapshot', method: 'DELETE', path: `${own}/{passing volume}` },
    { name: 'delete the snapshot', method: 'DELETE', path: '/v3/{project of owner}/snapshots/{snapshot}' },
    get('the snapshot is gone', '/v3/{project of owner}/snapshots/{snapshot}', { until: 404 }),
    { name: 'delete', method: 'DELETE', path: `${own}/{passing volume}` },
    get('gone', `${own}/{passing volume}`, { until: 404 }),
  ]),
};
