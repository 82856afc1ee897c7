import { volumeVersions } from './block-storage/routes';
import type { Reply } from './message';
import { networkVersions } from './network/version-documents';
import { placementVersions } from './placement/routes';

/** Source: create_response in glance/api/versions.py@25.1, with one store configured and no cache. */
const imageVersions = ['2.15', ...[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((minor) => `2.${minor}`)];

const imageList = (origin: string) => ({
  versions: imageVersions.map((version, index) => ({
    id: `v${version}`,
    status: index === 0 ? 'CURRENT' : 'SUPPORTED',
    links: [{ rel: 'self', href: `${origin}/image/v2/` }],
  })),
});

/** Glance answers whatever is not below /v2 with its versions. */
const imageReply = (path: string, origin: string): Reply | undefined =>
  /^\/image\/v2(\/|$)/.test(path)
    ? undefined
    : { status: path === '/image/versions' ? 200 : 300, body: imageList(origin) };

const volumeList = (origin: string) => ({
  versions: [
    {
      id: 'v3.0',
      status: 'CURRENT',
      version: volumeVersions.newest,
      min_version: volumeVersions.oldest,
      updated: '2022-08-31T00:00:00Z',
      links: [
        { rel: 'describedby', type: 'text/html', href: 'https://docs.openstack.org/' },
        { rel: 'self', href: `${origin}/volume/v3/` },
      ],
      'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' }],
    },
  ],
});

/** With a link to nowhere, as the real one has it. */
const placementVersion = {
  id: 'v1.0',
  max_version: placementVersions.newest,
  min_version: placementVersions.oldest,
  status: 'CURRENT',
  links: [{ rel: 'self', href: '' }],
};

/** What each service lists at its root, for anybody: clients look there first. No more than is simulated is offered. */
const lists: Readonly<Record<string, (origin: string) => Reply>> = {
  '/volume': (origin) => ({ status: 300, body: volumeList(origin) }),
  '/network': (origin) => networkVersions(`${origin}/network`),
  '/placement': () => ({
    status: 200,
    body: {
      versions: [placementVersion],
    },
  }),
};

/** The list of versions at the root of Glance, Cinder, Neutron or Placement; undefined for any other request. */
export function versionListAt(method: string, path: string, origin: string): Reply | undefined {
  if (path === '/image' || path.startsWith('/image/')) return imageReply(path, origin);
  if (path === '/volume/v3/' && method === 'GET') return { status: 200, body: volumeList(origin) };
  if (path === '/volume/v3') return { status: 302, headers: { Location: `${origin}${path}/` } };
  const root = path.replace(/\/$/, '');
  // Cinder's is there for every method.
  if (method !== 'GET' && method !== 'HEAD' && root !== '/volume') return undefined;
  return Object.hasOwn(lists, root) ? lists[root]?.(origin) : undefined;
}
