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

export const versionList = (range: Range, base: string) => ({ versions: [version(range, `${base}/v2.1/`)] });

export function versionDocument(range: Range, base: string): object {
  const { links, ...rest } = version(range, `${base}/v2.1/`);
  return {
    version: {
      ...rest,
      links: [...links, { rel: 'describedby', type: 'text/html', href: 'http://docs.openstack.org/' }],
      'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.compute+json;version=2.1' }],
    },
  };
}
