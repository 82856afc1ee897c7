import type { Theme } from '../request';

/** What each service says of its versions, to anybody. */
export const versions: Theme = {
  name: 'versions',
  harmless: true,
  requests: [
    { name: 'compute, all', as: 'nobody', path: '/' },
    { name: 'compute, v2.1', as: 'nobody', path: '/v2.1/' },
    { name: 'compute, v2.1 without a slash', as: 'owner', path: '/v2.1' },
    { name: 'compute, v2.1 with a token', path: '/v2.1/' },
    { name: 'compute, v2.1 at 2.87', path: '/v2.1/', at: '2.87' },
    { name: 'compute, v2', as: 'nobody', path: '/v2/' },
    { name: 'compute, v2 with a token', path: '/v2/' },
    { name: 'compute, a version that is not', as: 'nobody', path: '/v3/' },
    { name: 'identity, all', service: 'identity', as: 'nobody', path: '/' },
    { name: 'identity, v3', service: 'identity', as: 'nobody', path: '/v3' },
    { name: 'identity, v3 with a slash', service: 'identity', as: 'nobody', path: '/v3/' },
    { name: 'image, all', service: 'image', as: 'nobody', path: '/' },
    { name: 'image, /versions', service: 'image', as: 'nobody', path: '/versions' },
    { name: 'block storage, all', service: 'block-storage', as: 'nobody', path: '/' },
    { name: 'block storage, v3', service: 'block-storage', as: 'nobody', path: '/v3/' },
    { name: 'placement, all', service: 'placement', as: 'nobody', path: '/' },
    { name: 'placement, with a token', service: 'placement', path: '/' },
    { name: 'network, all', service: 'network', as: 'nobody', path: '/' },
    { name: 'network, v2.0', service: 'network', path: '/v2.0/' },
  ],
};
