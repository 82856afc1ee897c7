import type { ScriptedRequest, Theme } from '../request';
import { get, none, of, post } from './requests';

/** What Placement tells, and what it refuses. */
const at = (version: string, rest: Partial<ScriptedRequest> = {}) => ({
  as: 'admin' as const,
  ...rest,
  headers: { 'OpenStack-API-Version': `placement ${version}` },
});
const admin = { as: 'admin' } as const;
const bfv = '/resource_providers/{provider bfv}';

export const placementReads: Theme = {
  name: 'Placement',
  harmless: true,
  requests: of('placement', [
    get('providers, as the owner', '/resource_providers'),
    get('a provider by name', '/resource_providers?name={host bfv}', {
      ...admin,
      captures: { 'provider bfv': 'resource_providers.0.uuid' },
    }),
    get('a provider by name, at 1.39', '/resource_providers?name={host bfv}', at('1.39')),
    get('a provider by name, at 1.14', '/resource_providers?name={host nobfv}', {
      ...at('1.14'),
      captures: { 'provider nobfv': 'resource_providers.0.uuid' },
    }),
    get('a provider by an unknown name', '/resource_providers?name=side-by-side-none', admin),
    get('a provider', bfv, admin),
    get('a provider, at 1.39', bfv, at('1.39')),
    get('no such provider', `/resource_providers/${none}`, admin),
    get('no such provider, not a UUID', '/resource_providers/not-a-uuid', admin),
    get('its traits', `${bfv}/traits`, { ...at('1.6'), unordered: true }),
    get('its traits, before 1.6', `${bfv}/traits`, admin),
    get('traits of no provider', `/resource_providers/${none}/traits`, at('1.6')),
    get('its inventories', `${bfv}/inventories`, admin),
    get('its inventories, at 1.39', `${bfv}/inventories`, at('1.39')),
    get('one inventory', `${bfv}/inventories/VCPU`, admin),
    get('no such inventory', `${bfv}/inventories/SIDE_BY_SIDE`, admin),
    get('its usages', `${bfv}/usages`, admin),
    get('its aggregates', `${bfv}/aggregates`, at('1.19')),
    get('the trait', '/traits/COMPUTE_RESCUE_BFV', at('1.6')),
    get('no such trait', '/traits/SIDE_BY_SIDE', at('1.6')),
    get('traits by name', '/traits?name=in:COMPUTE_RESCUE_BFV,COMPUTE_NODE', { ...at('1.6'), unordered: true }),
    get('traits by a filter that is none', '/traits?name=side-by-side', at('1.6')),
    get('traits, as the owner', '/traits', { headers: { 'OpenStack-API-Version': 'placement 1.6' } }),
    get('allocations of nothing', `/allocations/${none}`, admin),
    get('allocations of nothing, at 1.39', `/allocations/${none}`, at('1.39')),
    get('usages of a project', '/usages?project_id={project of other-project}', at('1.9')),
    get('resource classes', '/resource_classes/VCPU', at('1.7')),
    get('no such resource class', '/resource_classes/CUSTOM_SIDE_BY_SIDE', at('1.7')),
    get('candidates for nothing', '/allocation_candidates', at('1.39')),
    get('candidates for too much', '/allocation_candidates?resources=VCPU:99999999', at('1.39')),
    get('candidates for what is none', '/allocation_candidates?resources=SIDE_BY_SIDE:1', at('1.39')),
    get(
      'candidates with a trait that is none',
      '/allocation_candidates?resources=VCPU:1&required=SIDE_BY_SIDE',
      at('1.39'),
    ),
    get('candidates before 1.10', '/allocation_candidates?resources=VCPU:1', at('1.9')),
    get('providers with a filter that is none', '/resource_providers?side_by_side=1', admin),
    get('too new', '/traits', at('1.99')),
    get('a malformed microversion', '/traits', at('junk')),
    get('latest', '/traits/COMPUTE_RESCUE_BFV', at('latest')),
    {
      name: 'traits of an old generation',
      ...at('1.6'),
      method: 'PUT',
      path: `${bfv}/traits`,
      body: { resource_provider_generation: -1, traits: [] },
    },
    { name: 'traits without a generation', ...at('1.6'), method: 'PUT', path: `${bfv}/traits`, body: { traits: [] } },
    {
      name: 'traits of no provider to be',
      ...at('1.6'),
      method: 'PUT',
      path: `/resource_providers/${none}/traits`,
      body: { resource_provider_generation: 0, traits: [] },
    },
    { name: 'a trait with a name that is none', ...at('1.6'), method: 'PUT', path: '/traits/side-by-side' },
    { name: 'a trait that is not custom', ...at('1.6'), method: 'PUT', path: '/traits/SIDE_BY_SIDE' },
    { name: 'removing no trait', ...at('1.6'), method: 'DELETE', path: '/traits/CUSTOM_SIDE_BY_SIDE' },
    { name: 'removing a trait that is not custom', ...at('1.6'), method: 'DELETE', path: '/traits/COMPUTE_RESCUE_BFV' },
    post('a provider without a name', '/resource_providers', {}, admin),
    post('no JSON', '/resource_providers', '{', admin),
  ]),
};
