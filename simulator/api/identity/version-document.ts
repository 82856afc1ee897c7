import type { Reply } from '../message';

/** Source: Keystone 22 as it answers. */
const version = (base: string) => ({
  id: 'v3.14',
  status: 'stable',
  updated: '2020-04-07T00:00:00Z',
  links: [{ rel: 'self', href: `${base}/` }],
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
});

export const versionList = (base: string): Reply => ({
  status: 300,
  headers: { Location: `${base}/` },
  body: { versions: { values: [version(base)] } },
});

export const versionDocument = (base: string): Reply => ({ status: 200, body: { version: version(base) } });
