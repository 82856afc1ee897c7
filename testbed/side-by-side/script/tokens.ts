import type { ScriptedRequest, Theme } from '../request';
import { action, none } from './requests';

const junk = { 'X-Auth-Token': 'junk' };
const project = '{project of owner}';

/** Nobody is served without a token, whatever else is wrong with the request. */
const places: readonly ScriptedRequest[] = [
  { name: 'compute', path: `/v2.1/servers/${none}` },
  { name: 'compute, under /v2', path: `/v2/servers/${none}` },
  { name: 'image', service: 'image', path: `/v2/images/${none}` },
  { name: 'block storage', service: 'block-storage', path: `/v3/${project}/volumes/${none}` },
  { name: 'placement', service: 'placement', path: '/traits' },
  { name: 'network', service: 'network', path: `/v2.0/networks/${none}` },
  { name: 'identity', service: 'identity', path: '/v3/projects' },
];

export const noTokens: Theme = {
  name: 'no token',
  harmless: true,
  requests: [
    ...places.map((place): ScriptedRequest => ({ ...place, as: 'nobody' })),
    ...places.map(
      (place): ScriptedRequest => ({
        ...place,
        as: 'nobody',
        name: `${place.name}, junk for a token`,
        headers: junk,
      }),
    ),
    action('rescue', none, { rescue: null }, { as: 'nobody', at: '2.87' }),
    action('rescue, junk for a token', none, { rescue: null }, { as: 'nobody', at: '2.87', headers: junk }),
    action('rescue, an unsupported microversion', none, { rescue: null }, { as: 'nobody', at: '2.999' }),
    action('rescue, a bad body', none, { rescue: { foo: 1 } }, { as: 'nobody' }),
    { name: 'a path that is not', as: 'nobody', path: '/v2.1/nothing' },
  ],
};
