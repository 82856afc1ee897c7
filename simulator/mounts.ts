/** Where each service stands under the one origin of the simulated cloud. */
export const mounts = {
  identity: '/identity',
  compute: '/compute/v2.1',
  image: '/image',
  'block-storage': '/volume/v3',
  placement: '/placement',
  network: '/network',
} as const;
