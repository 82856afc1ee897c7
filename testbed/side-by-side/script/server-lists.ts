import type { Theme } from '../request';
import { get, none } from './requests';

const list = '/v2.1/servers?name=side-by-side-none';

export const serverLists: Theme = {
  name: 'lists without servers',
  harmless: true,
  requests: [
    get('none', list),
    get('none, at 2.87', list, { at: '2.87' }),
    get('none in detail', '/v2.1/servers/detail?name=side-by-side-none', { at: '2.87' }),
    get('a limit that is none', `${list}&limit=x`),
    get('a negative limit', `${list}&limit=-1`),
    get('a limit of zero', `${list}&limit=0`),
    get('an unknown marker', `${list}&marker=${none}`),
    get('a marker that is no id', `${list}&marker=x`),
    get('a status that is none', `${list}&status=SIDE_BY_SIDE`),
    get('by an unknown key', `${list}&sort_key=side_by_side`),
    get('in an unknown direction', `${list}&sort_key=created_at&sort_dir=up`),
    get('with an unknown filter', `${list}&side_by_side=1`),
    get('with an unknown filter, at 2.75', `${list}&side_by_side=1`, { at: '2.75' }),
    get('changed since no time', `${list}&changes-since=x`),
    get('of all projects, as the owner', `${list}&all_tenants=1`),
    get('of all projects, as no truth', `${list}&all_tenants=x`, { as: 'admin' }),
    get('of all projects', `${list}&all_tenants=1`, { as: 'admin' }),
    get('by tags, before 2.26', `${list}&tags=a`),
    get('by an expression that is none', '/v2.1/servers?name=side-by-side%5B'),
    get('of a flavor', `${list}&flavor=1`),
    get('of a host, as the owner', `${list}&host={host bfv}`),
    get('as a reader', list, { as: 'reader' }),
  ],
};
