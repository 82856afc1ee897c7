import type { AnyService, Person } from './request';

interface Step {
  readonly service: AnyService;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** A kind of thing that the script makes, and how one of it is removed, whatever state it is in. */
export interface Collection {
  /** What making one is asked of. */
  readonly service: AnyService;
  readonly path: RegExp;
  /** Where the answer to that has the id. */
  readonly id: string;
  /** An admin may, where it is not said. */
  readonly as?: Person;
  readonly remove: (id: string) => Step;
  /** What answers 404 once it is gone, where the next can only be removed then. */
  readonly gone?: (id: string) => Step;
  /** Where all of them are listed for an admin, and the name of that list. */
  readonly list?: Step & { readonly items: string };
}

const volumes = '/v3/{project of admin}/volumes';
const snapshots = '/v3/{project of admin}/snapshots';

const of = (service: AnyService, path: string): Pick<Collection, 'remove' | 'gone'> => ({
  remove: (id) => ({ service, method: 'DELETE', path: `${path}/${id}` }),
  gone: (id) => ({ service, method: 'GET', path: `${path}/${id}` }),
});

const listed = (service: AnyService, path: string, items: string) => ({
  list: { service, method: 'GET', path, items },
});

/** In this order, so that nothing is removed that another still uses. */
export const collections: readonly Collection[] = [
  {
    service: 'compute',
    path: /\/servers$/,
    id: 'server.id',
    ...of('compute', '/v2.1/servers'),
    ...listed('compute', '/v2.1/servers?all_tenants=1&name=side-by-side', 'servers'),
  },
  {
    service: 'block-storage',
    path: /\/snapshots$/,
    id: 'snapshot.id',
    ...of('block-storage', snapshots),
    ...listed('block-storage', `${snapshots}?all_tenants=1`, 'snapshots'),
  },
  {
    service: 'block-storage',
    path: /\/volumes$/,
    id: 'volume.id',
    ...of('block-storage', volumes),
    remove: (id) => ({
      service: 'block-storage',
      method: 'POST',
      path: `${volumes}/${id}/action`,
      body: { 'os-force_delete': {} },
    }),
    ...listed('block-storage', `${volumes}?all_tenants=1`, 'volumes'),
  },
  {
    service: 'image',
    path: /\/images$/,
    id: 'id',
    ...of('image', '/v2/images'),
    ...listed('image', '/v2/images?limit=1000', 'images'),
  },
  // What createImage made.
  { service: 'compute', path: /\/action$/, id: 'image_id', ...of('image', '/v2/images') },
  {
    service: 'compute',
    path: /\/flavors$/,
    id: 'flavor.id',
    ...of('compute', '/v2.1/flavors'),
    ...listed('compute', '/v2.1/flavors?is_public=None', 'flavors'),
  },
  {
    service: 'compute',
    path: /\/os-aggregates$/,
    id: 'aggregate.id',
    ...of('compute', '/v2.1/os-aggregates'),
    ...listed('compute', '/v2.1/os-aggregates', 'aggregates'),
  },
  {
    service: 'compute',
    path: /\/os-keypairs$/,
    id: 'keypair.name',
    as: 'owner',
    ...of('compute', '/v2.1/os-keypairs'),
  },
  {
    service: 'network',
    path: /\/ports$/,
    id: 'port.id',
    ...of('network', '/v2.0/ports'),
    ...listed('network', '/v2.0/ports', 'ports'),
  },
  { service: 'network', path: /\/subnets$/, id: 'subnet.id', ...of('network', '/v2.0/subnets') },
  {
    service: 'network',
    path: /\/networks$/,
    id: 'network.id',
    ...of('network', '/v2.0/networks'),
    ...listed('network', '/v2.0/networks', 'networks'),
  },
  {
    service: 'network',
    path: /\/security-groups$/,
    id: 'security_group.id',
    ...of('network', '/v2.0/security-groups'),
    ...listed('network', '/v2.0/security-groups', 'security_groups'),
  },
];
