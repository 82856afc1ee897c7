import { nextQuery, type Page } from '../paging';
import type { ComputeCall } from './call';

/** Where things of Nova's API are. Source: ViewBuilder in nova/api/openstack/common.py@26.2.2. */

/** The project where the URL of the request names it: then links do too. */
const projectIn = ({ request, caller }: ComputeCall): string =>
  request.path.includes(caller.projectId) ? `/${caller.projectId}` : '';

/** Where the API begins, as the request came to it: under /v2.1, or under the older /v2. */
const apiOf = (call: ComputeCall): string =>
  `${call.origin}/compute/${call.request.path.split('/')[1]}${projectIn(call)}`;

/** Without the version: what stays where it is when the API goes on. */
export const bookmark = (call: ComputeCall, collection: string, id: string): object => ({
  rel: 'bookmark',
  href: `${call.origin}/compute${projectIn(call)}/${collection}/${id}`,
});

export const selfLink = (call: ComputeCall, collection: string, id: string): string =>
  `${apiOf(call)}/${collection}/${id}`;

export const linksTo = (call: ComputeCall, collection: string, id: string): readonly object[] => [
  { rel: 'self', href: selfLink(call, collection, id) },
  bookmark(call, collection, id),
];

/** `{name}_links`, where there may be another page. */
export const nextLinks = (call: ComputeCall, name: string, collection: string, { next }: Page<unknown>): object =>
  next === undefined
    ? {}
    : {
        [`${name}_links`]: [
          { rel: 'next', href: `${apiOf(call)}/${collection}?${nextQuery(call.request.query, next)}` },
        ],
      };
