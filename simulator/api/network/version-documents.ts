import type { Reply } from '../message';

/** What Neutron says of itself. Observed of Neutron 21. */

const resources = ['network', 'subnet', 'port'];

/** GET /v2.0. */
export const apiDocument = (base: string): Reply => ({
  status: 200,
  body: {
    resources: resources.map((name) => ({
      name,
      collection: `${name}s`,
      links: [{ rel: 'self', href: `${base}/v2.0/${name}s` }],
    })),
  },
});

/** GET /, for anybody. */
export const networkVersions = (base: string): Reply => ({
  status: 200,
  body: { versions: [{ id: 'v2.0', status: 'CURRENT', links: [{ rel: 'self', href: `${base}/v2.0/` }] }] },
});
