import type { Reply } from './message';
import { networkVersions } from './network/version-documents';

/** What each service lists at its root, for anybody: clients look there first. No more than is simulated is offered. */
const lists: Readonly<Record<string, (origin: string) => Reply>> = {
  '/image': (origin) => ({
    status: 300,
    body: { versions: [{ id: 'v2.2', status: 'CURRENT', links: [{ rel: 'self', href: `${origin}/image/v2/` }] }] },
  }),
  '/volume': (origin) => ({
    status: 300,
    body: {
      versions: [
        {
          id: 'v3.0',
          status: 'CURRENT',
          version: '3.0',
          min_version: '3.0',
          updated: '2022-08-31T00:00:00Z',
          links: [
            { rel: 'describedby', type: 'text/html', href: 'https://docs.openstack.org/' },
            { rel: 'self', href: `${origin}/volume/v3/` },
          ],
          'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' }],
        },
      ],
    },
  }),
  '/network': (origin) => networkVersions(`${origin}/network`),
  '/placement': () => ({
    status: 200,
    body: {
      versions: [
        { id: 'v1.0', max_version: '1.6', min_version: '1.0', status: 'CURRENT', links: [{ rel: 'self', href: '' }] },
      ],
    },
  }),
};

/** The list of versions at the root of Glance, Cinder, Neutron or Placement; undefined for any other request. */
export function versionListAt(method: string, path: string, origin: string): Reply | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const root = path.replace(/\/$/, '');
  return Object.hasOwn(lists, root) ? lists[root]?.(origin) : undefined;
}
