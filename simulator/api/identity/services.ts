import type { Reply } from '../message';
import { fitting, forAdmins, type IdentityCall, isAdmin, listed, notAllowed, notFound } from './call';
import { catalogueOf, region } from './catalogue';

/** What the catalogue is made of, as an admin sees it. It cannot be changed. */

const inPlaceOfProject = '%(project_id)s';

const servicesOf = ({ base }: IdentityCall) =>
  catalogueOf('', inPlaceOfProject).map(({ id, type, name }) => ({
    id,
    type,
    name,
    enabled: true,
    links: { self: `${base}/services/${id}` },
  }));

const endpointsOf = ({ base, origin }: IdentityCall) =>
  catalogueOf(origin, inPlaceOfProject).flatMap((service) =>
    service.endpoints.map((endpoint) => ({
      ...endpoint,
      service_id: service.id,
      enabled: true,
      links: { self: `${base}/endpoints/${endpoint.id}` },
    })),
  );

const regionsOf = ({ base }: IdentityCall) => [
  { id: region, description: '', parent_region_id: null, links: { self: `${base}/regions/${region}` } },
];

const one = (word: string, id: string, all: readonly { readonly id: string }[]): Reply => {
  const found = all.find((each) => each.id === id);
  return found ? { status: 200, body: { [word]: found } } : notFound(`${word}: ${id}`);
};

export const serviceRoutes = {
  'GET /services': (call: IdentityCall): Reply =>
    forAdmins(call, 'list_services', () => listed(call, 'services', fitting(call, ['type', 'name'], servicesOf(call)))),
  'GET /services/{id}': (call: IdentityCall, id: string): Reply =>
    forAdmins(call, 'get_service', () => one('service', id, servicesOf(call))),
  'GET /endpoints': (call: IdentityCall): Reply =>
    forAdmins(call, 'list_endpoints', () =>
      listed(call, 'endpoints', fitting(call, ['service_id', 'interface', 'region_id'], endpointsOf(call))),
    ),
  'GET /endpoints/{id}': (call: IdentityCall, id: string): Reply => {
    const reply = one('endpoint', id, endpointsOf(call));
    // That there is none, it says to anybody.
    return reply.status === 404 || isAdmin(call) ? reply : notAllowed('get_endpoint');
  },
  'GET /regions': (call: IdentityCall): Reply =>
    listed(call, 'regions', fitting(call, ['parent_region_id'], regionsOf(call))),
  'GET /regions/{id}': (call: IdentityCall, id: string): Reply => one('region', id, regionsOf(call)),
};
