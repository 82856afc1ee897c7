import type { Provider } from '../../placement/tables';
import type { Schema } from '../json-schema';
import type { Reply } from '../message';
import {
  alreadyChanged,
  atGeneration,
  forAdmins,
  granted,
  type PlacementCall,
  since,
  withBody,
  withProvider,
} from './call';

/** The aggregates of providers. Source: placement/handlers/aggregate.py@8.0, as observed. */

const list: Schema = { type: 'array', items: { type: 'string', format: 'uuid' }, uniqueItems: true };

const withGeneration: Schema = {
  type: 'object',
  properties: { aggregates: list, resource_provider_generation: { type: 'integer' } },
  required: ['aggregates', 'resource_provider_generation'],
  additionalProperties: false,
};

const shown = (call: PlacementCall, { providerId, generation }: Provider): Reply =>
  granted(call, {
    aggregates: call.world.placement.aggregates.get(providerId) ?? [],
    ...(since(call, 19) && { resource_provider_generation: generation }),
  });

const set = (call: PlacementCall, provider: Provider, aggregates: readonly string[]): Reply => {
  call.world.placement.aggregates.set(provider.providerId, aggregates);
  return shown(call, provider);
};

export const aggregateRoutes = {
  'GET /resource_providers/{uuid}/aggregates': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:aggregates:list', () =>
      withProvider(call, id, (provider) => shown(call, provider)),
    ),
  'PUT /resource_providers/{uuid}/aggregates': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:aggregates:update', () =>
      withProvider(call, id, (provider) => {
        if (!since(call, 19)) {
          return withBody(call, list, () => set(call, provider, call.json as readonly string[]));
        }
        return withBody(call, withGeneration, (body) =>
          atGeneration(call, provider, body.resource_provider_generation, alreadyChanged, () => {
            provider.generation += 1;
            return set(call, provider, body.aggregates as readonly string[]);
          }),
        );
      }),
    ),
};
