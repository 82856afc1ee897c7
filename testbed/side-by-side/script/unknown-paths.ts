import type { Theme } from '../request';
import { get, none } from './requests';

/** Paths and methods that there are not. */
export const unknownPaths: Theme = {
  name: 'no such path',
  harmless: true,
  requests: [
    get('compute', '/v2.1/nothing'),
    get('compute, at 2.87', '/v2.1/nothing', { at: '2.87' }),
    get('compute, two slashes', '/v2.1//servers?name=side-by-side-none'),
    get('compute, a slash at the end', '/v2.1/servers/'),
    { name: 'compute, PUT to servers', method: 'PUT', path: '/v2.1/servers', body: {} },
    { name: 'compute, DELETE of all servers', method: 'DELETE', path: '/v2.1/servers' },
    { name: 'compute, PATCH of a server', method: 'PATCH', path: `/v2.1/servers/${none}`, body: {} },
    { name: 'compute, GET of an action', path: `/v2.1/servers/${none}/action` },
    { name: 'compute, POST to a server', method: 'POST', path: `/v2.1/servers/${none}`, body: {} },
    get('image', '/v2/nothing', { service: 'image' }),
    get('image, v1', '/v1/images', { service: 'image' }),
    { name: 'image, DELETE of all images', service: 'image', method: 'DELETE', path: '/v2/images' },
    { name: 'image, PUT of an image', service: 'image', method: 'PUT', path: `/v2/images/${none}`, body: {} },
    get('block storage', '/v3/{project of owner}/nothing', { service: 'block-storage' }),
    get('block storage, another project', `/v3/{project of other-project}/volumes/${none}`, {
      service: 'block-storage',
    }),
    get('block storage, v2', '/v2/{project of owner}/volumes', { service: 'block-storage' }),
    get('placement', '/nothing', { service: 'placement', as: 'admin' }),
    { name: 'placement, DELETE of all traits', service: 'placement', as: 'admin', method: 'DELETE', path: '/traits' },
    get('network', '/v2.0/nothing', { service: 'network' }),
    { name: 'network, DELETE of all networks', service: 'network', method: 'DELETE', path: '/v2.0/networks' },
    get('identity', '/v3/nothing', { service: 'identity' }),
  ],
};
