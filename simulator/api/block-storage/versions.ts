import { format } from '../../microversion';
import type { Reply } from '../message';

/** What Cinder says of its versions. Source: cinder/api/versions.py@21.3, as observed. */

export const range = { oldest: [3, 0], newest: [3, 70] } as const;

export const versionList = (origin: string) => ({
  versions: [
    {
      id: 'v3.0',
      status: 'CURRENT',
      version: format(range.newest),
      min_version: format(range.oldest),
      updated: '2022-08-31T00:00:00Z',
      links: [
        { rel: 'describedby', type: 'text/html', href: 'https://docs.openstack.org/' },
        { rel: 'self', href: `${origin}/volume/v3/` },
      ],
      'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' }],
    },
  ],
});

/** What /v3 itself is answered with. */
export const toVersions = (origin: string): Reply => ({
  status: 302,
  headers: { Location: `${origin}/volume/v3/`, 'content-type': 'text/plain; charset=utf8' },
});
