import { format, type Range } from '../../microversion';

/** The version document of the API, and the list of versions that names it. Source: API reference, API Versions. */

const version = ({ oldest, newest }: Range, self: string) => ({
  id: 'v2.1',
  status: 'CURRENT',
  version: format(newest),
  min_version: format(oldest),
  updated: '2013-07-23T11:33:21Z',
  links: [{ rel: 'self', href: self }],
});

/** What there was before microversions, and is served beside them. */
const legacyVersion = (self: string) => ({
  id: 'v2.0',
  status: 'SUPPORTED',
  version: '',
  min_version: '',
  updated: '2011-01-21T11:33:21Z',
  links: [{ rel: 'self', href: self }],
});

const listed = (range: Range, base: string) => ({
  v2: legacyVersion(`${base}/v2/`),
  'v2.1': version(range, `${base}/v2.1/`),
});

export const versionList = (range: Range, base: string) => ({ versions: Object.values(listed(range, base)) });

/** Where a path would lead, were it one of the API's. */
export function versionChoices(base: string, path: string): object {
  const choice = (id: string, status: string, version: string) => ({
    id,
    status,
    links: [{ rel: 'self', href: `${base}/v${version}${path.replace(/\/$/, '')}` }],
    'media-types': [{ base: 'application/json', type: `application/vnd.openstack.compute+json;version=${version}` }],
  });
  return { choices: [choice('v2.0', 'SUPPORTED', '2'), choice('v2.1', 'CURRENT', '2.1')] };
}

export function versionDocument(which: 'v2' | 'v2.1', range: Range, base: string): object {
  const { links, ...rest } = listed(range, base)[which];
  const type = `application/vnd.openstack.compute+json;version=${which.slice(1)}`;
  return {
    version: {
      ...rest,
      links: [...links, { rel: 'describedby', type: 'text/html', href: 'http://docs.openstack.org/' }],
      'media-types': [{ base: 'application/json', type }],
    },
  };
}
