import type { Reply } from './message';
import { networkVersions } from './network/version-documents';

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

/** The list of versions of Glance or Neutron, that anybody may see; undefined for any other request. */
export function versionListAt(method: string, path: string, origin: string): Reply | undefined {
  if (path === '/image' || path.startsWith('/image/')) return imageReply(path, origin);
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && /^\/network\/?$/.test(path) ? networkVersions(`${origin}/network`) : undefined;
}
