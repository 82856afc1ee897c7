import type { ScriptedRequest, Theme } from '../request';
import { action, get, none } from './requests';

const path = '/v2.1/servers/{img}';
const at = { at: '2.87' } as const;

export const labels: Theme = {
  name: 'metadata and tags',
  requests: [
    get('no metadata', `${path}/metadata`),
    { name: 'add metadata', path: `${path}/metadata`, body: { metadata: { a: 'b', c: 'd' } } },
    { name: 'set metadata', method: 'PUT', path: `${path}/metadata`, body: { metadata: { a: 'e' } } },
    { name: 'set one', method: 'PUT', path: `${path}/metadata/f`, body: { meta: { f: 'g' } } },
    { name: 'set one under another name', method: 'PUT', path: `${path}/metadata/f`, body: { meta: { h: 'g' } } },
    { name: 'a number for a value', path: `${path}/metadata`, body: { metadata: { a: 1 } } },
    { name: 'an empty name', path: `${path}/metadata`, body: { metadata: { '': 'b' } } },
    { name: 'nothing', path: `${path}/metadata`, body: {} },
    get('metadata', `${path}/metadata`),
    get('one', `${path}/metadata/f`),
    get('one that is not there', `${path}/metadata/z`),
    { name: 'remove one', method: 'DELETE', path: `${path}/metadata/f` },
    { name: 'remove one that is not there', method: 'DELETE', path: `${path}/metadata/f` },
    get('no tags', `${path}/tags`, at),
    { name: 'set tags', method: 'PUT', path: `${path}/tags`, body: { tags: ['one', 'two'] }, ...at, unordered: true },
    { name: 'add a tag', method: 'PUT', path: `${path}/tags/three`, ...at },
    { name: 'add it once more', method: 'PUT', path: `${path}/tags/three`, ...at },
    { name: 'a tag with a comma', method: 'PUT', path: `${path}/tags`, body: { tags: ['a,b'] }, ...at },
    { name: 'tags that are no list', method: 'PUT', path: `${path}/tags`, body: { tags: 'a' }, ...at },
    get('tags', `${path}/tags`, { ...at, unordered: true }),
    get('a tag', `${path}/tags/three`, at),
    get('a tag that is not there', `${path}/tags/z`, at),
    get('servers of a tag', '/v2.1/servers?name=side-by-side-img&tags=one,two', at),
    get('servers of another tag', '/v2.1/servers?name=side-by-side-img&tags=z', at),
    { name: 'remove a tag', method: 'DELETE', path: `${path}/tags/three`, ...at },
    { name: 'remove it once more', method: 'DELETE', path: `${path}/tags/three`, ...at },
    { name: 'remove all tags', method: 'DELETE', path: `${path}/tags`, ...at },
    { name: 'rename', method: 'PUT', path, body: { server: { name: 'side-by-side-img' } } },
    { name: 'rename, at 2.87', method: 'PUT', path, body: { server: { name: 'side-by-side-img' } }, ...at },
    { name: 'describe', method: 'PUT', path, body: { server: { description: 'side by side' } }, ...at },
    { name: 'change what is not to be changed', method: 'PUT', path, body: { server: { flavorRef: '2' } }, ...at },
    get('described', path, at),
  ],
};

export const keyPairs: Theme = {
  name: 'key pairs',
  requests: [
    {
      name: 'create',
      path: '/v2.1/os-keypairs',
      body: {
        keypair: {
          name: 'side-by-side',
          public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl side-by-side',
        },
      },
      at: '2.87',
    },
    {
      name: 'create once more',
      path: '/v2.1/os-keypairs',
      body: {
        keypair: {
          name: 'side-by-side',
          public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl side-by-side',
        },
      },
    },
    get('show', '/v2.1/os-keypairs/side-by-side'),
    get('show, at 2.87', '/v2.1/os-keypairs/side-by-side', at),
    get('list', '/v2.1/os-keypairs', { only: { list: 'keypairs', naming: ['side-by-side'] } }),
    get('list, at 2.87', '/v2.1/os-keypairs', { ...at, only: { list: 'keypairs', naming: ['side-by-side'] } }),
    { name: 'delete', method: 'DELETE', path: '/v2.1/os-keypairs/side-by-side', ...at },
    { name: 'delete once more', method: 'DELETE', path: '/v2.1/os-keypairs/side-by-side' },
  ],
};

const admin = { as: 'admin' } as const;

export const flavorChanges: Theme = {
  name: 'changing a flavor',
  requests: [
    {
      name: 'create',
      ...admin,
      path: '/v2.1/flavors',
      body: { flavor: { name: 'side-by-side', ram: 64, vcpus: 1, disk: 1, 'os-flavor-access:is_public': false } },
      captures: { 'own flavor': 'flavor.id' },
    },
    {
      name: 'create once more',
      ...admin,
      path: '/v2.1/flavors',
      body: { flavor: { name: 'side-by-side', ram: 64, vcpus: 1, disk: 1 } },
    },
    get('show, as another', '/v2.1/flavors/{own flavor}'),
    {
      name: 'extra specs',
      ...admin,
      path: '/v2.1/flavors/{own flavor}/os-extra_specs',
      body: { extra_specs: { 'hw:a': 'b' } },
    },
    {
      name: 'change an extra spec',
      ...admin,
      method: 'PUT',
      path: '/v2.1/flavors/{own flavor}/os-extra_specs/hw:a',
      body: { 'hw:a': 'c' },
    },
    get('one extra spec', '/v2.1/flavors/{own flavor}/os-extra_specs/hw:a', admin),
    get('extra specs there are', '/v2.1/flavors/{own flavor}/os-extra_specs', admin),
    get('show, at 2.61', '/v2.1/flavors/{own flavor}', { ...admin, at: '2.61' }),
    {
      name: 'remove an extra spec',
      ...admin,
      method: 'DELETE',
      path: '/v2.1/flavors/{own flavor}/os-extra_specs/hw:a',
    },
    {
      name: 'remove an extra spec that is not there',
      ...admin,
      method: 'DELETE',
      path: '/v2.1/flavors/{own flavor}/os-extra_specs/hw:a',
    },
    {
      name: 'let a project use it',
      ...admin,
      path: '/v2.1/flavors/{own flavor}/action',
      body: { addTenantAccess: { tenant: '{project of owner}' } },
    },
    get('who may use it', '/v2.1/flavors/{own flavor}/os-flavor-access', admin),
    {
      name: 'let it use it no more',
      ...admin,
      path: '/v2.1/flavors/{own flavor}/action',
      body: { removeTenantAccess: { tenant: '{project of owner}' } },
    },
    {
      name: 'describe it, at 2.55',
      ...admin,
      method: 'PUT',
      path: '/v2.1/flavors/{own flavor}',
      body: { flavor: { description: 'side by side' } },
      at: '2.55',
    },
    { name: 'delete', ...admin, method: 'DELETE', path: '/v2.1/flavors/{own flavor}' },
    { name: 'delete once more', ...admin, method: 'DELETE', path: '/v2.1/flavors/{own flavor}' },
  ],
};

const deleted = (server: string): readonly ScriptedRequest[] => [
  { name: `delete ${server}`, method: 'DELETE', path: `/v2.1/servers/{${server}}` },
  get(`${server} is gone`, `/v2.1/servers/{${server}}`, { until: 404 }),
];

export const endings: Theme = {
  name: 'deleting servers',
  requests: [
    ...deleted('img'),
    ...deleted('bfv-capable'),
    get('its root volume is gone too', '/v3/{project of owner}/volumes/{root volume}', {
      service: 'block-storage',
      until: 404,
    }),
    ...deleted('volume-from-stable'),
    get('the volume of another server', '/v3/{project of owner}/volumes/{volume from plain}', {
      service: 'block-storage',
    }),
    { name: 'delete img once more', method: 'DELETE', path },
    action('rescue it', '{img}', { rescue: null }, at),
    action('unrescue it', '{img}', { unrescue: null }, at),
    get('its actions', `${path}/os-instance-actions`),
    get('its actions, at 2.87', `${path}/os-instance-actions`, at),
    get('it is in no list', '/v2.1/servers?name=side-by-side-img'),
    get('its volumes', `${path}/os-volume_attachments`),
    get('an action of it that is none', `${path}/os-instance-actions/req-${none}`, at),
  ],
};
