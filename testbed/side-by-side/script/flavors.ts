import type { ScriptedRequest, Theme } from '../request';
import { get, none, post } from './requests';

const tiny = { only: { list: 'flavors', naming: ['novabed.tiny', 'sim.tiny', '{flavor tiny}'] } } as const;
const flavor = (name: string, wanted: unknown, rest: Partial<ScriptedRequest> = {}): ScriptedRequest => ({
  ...post(name, '/v2.1/flavors', { flavor: wanted }, { as: 'admin' }),
  ...rest,
});
const usual = { name: 'side-by-side-refused', ram: 64, vcpus: 1, disk: 1 } as const;

export const flavors: Theme = {
  name: 'flavors',
  harmless: true,
  requests: [
    get('list', '/v2.1/flavors', tiny),
    get('list, at 2.55', '/v2.1/flavors', { at: '2.55', ...tiny }),
    get('details', '/v2.1/flavors/detail', tiny),
    get('details, at 2.61', '/v2.1/flavors/detail', { at: '2.61', ...tiny }),
    get('show', '/v2.1/flavors/1'),
    get('show, at 2.55', '/v2.1/flavors/1', { at: '2.55' }),
    get('show, at 2.61', '/v2.1/flavors/1', { at: '2.61' }),
    get('show, at 2.75', '/v2.1/flavors/1', { at: '2.75' }),
    get('an unknown one', '/v2.1/flavors/side-by-side-none'),
    get('extra specs', '/v2.1/flavors/1/os-extra_specs'),
    get('one extra spec', '/v2.1/flavors/1/os-extra_specs/side-by-side'),
    get('who has access', '/v2.1/flavors/1/os-flavor-access', { as: 'admin' }),
    get('a limit that is none', '/v2.1/flavors?limit=x'),
    get('a marker that is none', `/v2.1/flavors?marker=${none}`),
    get('a limit of one', '/v2.1/flavors?limit=1', tiny),
    get('by an order that is none', '/v2.1/flavors?sort_key=side_by_side'),
    get('with more memory than there is', '/v2.1/flavors?minRam=99999999'),
    flavor('create, as its owner', usual, { as: 'owner' }),
    flavor('create without a name', { ram: 64, vcpus: 1, disk: 1 }),
    flavor('create without memory', { ...usual, ram: 0 }),
    flavor('create what is there', { ...usual, id: '1' }),
    flavor('create with an unknown key', { ...usual, foo: 1 }),
    { name: 'delete, as its owner', method: 'DELETE', path: '/v2.1/flavors/1' },
    { name: 'delete an unknown one', as: 'admin', method: 'DELETE', path: '/v2.1/flavors/side-by-side-none' },
    post('extra specs, as its owner', '/v2.1/flavors/1/os-extra_specs', { extra_specs: { a: 'b' } }),
  ],
};
