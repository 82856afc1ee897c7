import type { ScriptedRequest, Theme } from '../request';
import { rescue, thereAndBack, withImage } from './requests';

/** The trait, taken and given back: observed section 6. What a provider had is restored whatever happens. */
const at = { at: '2.87' } as const;
const stable = withImage('{stable image}');

const generation = (name: string, provider: string): ScriptedRequest => ({
  name,
  service: 'placement',
  as: 'admin',
  headers: { 'OpenStack-API-Version': 'placement 1.6' },
  path: `/resource_providers/{${provider}}/traits`,
  captures: { [`generation of ${provider}`]: 'resource_provider_generation' },
  unordered: true,
});

const put = (name: string, provider: string, traits: readonly string[]): ScriptedRequest => ({
  ...generation(name, provider),
  method: 'PUT',
  body: `{"resource_provider_generation": {generation of ${provider}}, "traits": ${JSON.stringify(traits)}}`,
});

const finding = (name: string, host: string): ScriptedRequest => ({
  name,
  service: 'placement',
  as: 'admin',
  path: `/resource_providers?name={host ${host}}`,
  captures: { [`provider ${host}`]: 'resource_providers.0.uuid' },
});

export const traits: Theme = {
  name: 'traits',
  requests: [
    finding('the capable host', 'bfv'),
    finding('the incapable host', 'nobfv'),
    generation('its traits', 'provider bfv'),
    generation('the other’s traits', 'provider nobfv'),
    ...thereAndBack('with the trait', '{bfv-capable}', stable, at),
    put('taken away', 'provider bfv', ['COMPUTE_NODE']),
    rescue('without the trait', '{bfv-capable}', stable, at),
    put('given back', 'provider bfv', ['COMPUTE_NODE', 'COMPUTE_RESCUE_BFV']),
    ...thereAndBack('with the trait again', '{bfv-capable}', stable, at),
    put('given to the other', 'provider nobfv', ['COMPUTE_NODE', 'COMPUTE_RESCUE_BFV']),
    ...thereAndBack('on the other', '{bfv-incapable}', stable, at),
    put('taken from the other', 'provider nobfv', ['COMPUTE_NODE']),
    rescue('on the other no more', '{bfv-incapable}', stable, at),
    {
      ...put('of a generation long gone', 'provider bfv', []),
      body: { resource_provider_generation: 0, traits: ['COMPUTE_NODE'] },
      captures: {},
    },
    { ...put('a trait that there is not', 'provider bfv', ['SIDE_BY_SIDE']), captures: {} },
  ],
};
