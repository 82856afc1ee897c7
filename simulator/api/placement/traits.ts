import type { Provider } from '../../placement/tables';
import type { Schema } from '../json-schema';
import type { Reply } from '../message';
import {
  ageOf,
  alreadyChanged,
  atGeneration,
  forAdmins,
  granted,
  type PlacementCall,
  providersOf,
  refuse,
  twice,
  withBody,
  withProvider,
  withQuery,
} from './call';
import { knownTraits, traitsOf } from './known';

/** Traits, and those of providers. Source: placement/handlers/trait.py@8.0, as observed. */

const isCustom = (name: string) => /^CUSTOM_[A-Z0-9_]+$/.test(name) && name.length <= 255;

/** Those that some provider has. */
const associated = (call: PlacementCall) => new Set(providersOf(call).flatMap((provider) => traitsOf(call, provider)));

function listed(call: PlacementCall): Reply {
  const { query } = call.request;
  const name = query.get('name');
  const [operator, value = ''] = name === null ? [] : [name.replace(/:.*/s, ''), name.replace(/^[^:]*:/, '')];
  if (name !== null && !name.includes(':')) {
    const form = '?name=[in|startswith]:[name1,name2|prefix]';
    const why = `Badly formatted name parameter. Expected name query string parameter in form: ${form}. Got: "${name}"`;
    return refuse(call, 400, why);
  }
  const wanted = query.get('associated')?.toLowerCase();
  if (wanted !== undefined && wanted !== 'true' && wanted !== 'false') {
    return refuse(call, 400, 'The query parameter "associated" only accepts "true" or "false"');
  }
  const used = associated(call);
  const traits = knownTraits(call).filter((trait) => {
    if (operator === 'in' && !value.split(',').includes(trait)) return false;
    if (operator === 'startswith' && !trait.startsWith(value)) return false;
    return wanted === undefined || used.has(trait) === (wanted === 'true');
  });
  return granted(call, { traits });
}

const unknownTrait = (call: PlacementCall, name: string) => refuse(call, 404, `No such trait(s): ${name}.`);

function made(call: PlacementCall, name: string): Reply {
  if (!isCustom(name)) {
    const form = 'start with the prefix "CUSTOM_" and use following characters: "A"-"Z", "0"-"9" and "_"';
    return refuse(call, 400, `The trait is invalid. A valid trait must be no longer than 255 characters, ${form}`);
  }
  const isThere = knownTraits(call).includes(name);
  const { placement } = call.world;
  if (!isThere) placement.traits = [...placement.traits, name];
  const headers = { ...ageOf(call), location: `${call.origin}/placement/traits/${name}` };
  return { status: isThere ? 204 : 201, headers };
}

function removed(call: PlacementCall, name: string): Reply {
  if (!knownTraits(call).includes(name)) return unknownTrait(call, name);
  if (!name.startsWith('CUSTOM_')) return refuse(call, 400, `Cannot delete standard trait ${name}.`);
  if (associated(call).has(name)) return refuse(call, 409, `The trait ${name} is in use by a resource provider.`);
  const { placement } = call.world;
  placement.traits = placement.traits.filter((other) => other !== name);
  return { status: 204 };
}

const schema: Schema = {
  type: 'object',
  properties: {
    traits: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 255 } },
    resource_provider_generation: { type: 'integer' },
  },
  required: ['traits', 'resource_provider_generation'],
  additionalProperties: false,
};

const ofProvider = (call: PlacementCall, provider: Provider) =>
  granted(call, { traits: traitsOf(call, provider), resource_provider_generation: provider.generation });

export const traitRoutes = {
  'GET /traits': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:traits:list', () =>
      withQuery(call, { name: { type: 'string' }, associated: { type: 'string' } }, () => listed(call)),
    ),
  'GET /traits/{name}': (call: PlacementCall, name: string): Reply =>
    forAdmins(call, 'placement:traits:show', () =>
      knownTraits(call).includes(name) ? { status: 204, headers: ageOf(call) } : unknownTrait(call, name),
    ),
  'PUT /traits/{name}': (call: PlacementCall, name: string): Reply =>
    forAdmins(call, 'placement:traits:update', () => made(call, name)),
  'DELETE /traits/{name}': (call: PlacementCall, name: string): Reply =>
    forAdmins(call, 'placement:traits:delete', () => removed(call, name)),
  'GET /resource_providers/{uuid}/traits': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:traits:list', () =>
      withProvider(call, id, (provider) => ofProvider(call, provider), twice),
    ),
  'PUT /resource_providers/{uuid}/traits': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:traits:update', () =>
      withBody(call, schema, (body) =>
        withProvider(call, id, (provider) =>
          atGeneration(call, provider, body.resource_provider_generation, alreadyChanged, () => {
            const traits = [...new Set(body.traits as readonly string[])];
            const unknown = traits.filter((name) => !knownTraits(call).includes(name));
            if (unknown.length > 0) return refuse(call, 400, `No such trait ${unknown.join(', ')}`);
            provider.traits = traits;
            provider.generation += 1;
            return ofProvider(call, provider);
          }),
        ),
      ),
    ),
  'DELETE /resource_providers/{uuid}/traits': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:traits:delete', () =>
      withProvider(call, id, (provider) => {
        provider.traits = [];
        provider.generation += 1;
        return { status: 204 };
      }),
    ),
};
