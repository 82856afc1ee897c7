import type { OwnProvider, Provider } from '../../placement/tables';
import type { Schema } from '../json-schema';
import { notSimulated, type Reply } from '../message';
import { allocationsOf } from './allocated';
import { allOf, isResources, membersFilter, resourcesIn, traitsFilter, withRoom } from './asked';
import {
  forAdmins,
  granted,
  type PlacementCall,
  providersOf,
  refuse,
  since,
  withBody,
  withProvider,
  withQuery,
} from './call';

/** Resource providers. Source: placement/handlers/resource_provider.py@8.0, as observed. */

const parentOf = ({ world }: PlacementCall, { providerId }: Provider): string | null =>
  world.placement.providers.get(providerId)?.parentId ?? null;

function rootOf(call: PlacementCall, provider: Provider): string {
  const parentId = parentOf(call, provider);
  const parent = providersOf(call).find(({ providerId }) => providerId === parentId);
  return parent ? rootOf(call, parent) : provider.providerId;
}

/** What there is below a provider, and the first microversion that tells so. */
const below = [
  ['inventories', 0],
  ['usages', 0],
  ['aggregates', 1],
  ['traits', 6],
  ['allocations', 11],
] as const;

export const ancestry = (call: PlacementCall, provider: Provider) => ({
  parent_provider_uuid: parentOf(call, provider),
  root_provider_uuid: rootOf(call, provider),
});

function view(call: PlacementCall, provider: Provider): object {
  const href = `/resource_providers/${provider.providerId}`;
  const links = below.filter(([, minor]) => since(call, minor)).map(([rel]) => ({ rel, href: `${href}/${rel}` }));
  return {
    uuid: provider.providerId,
    name: provider.name,
    generation: provider.generation,
    links: [{ rel: 'self', href }, ...links],
    ...(since(call, 14) && ancestry(call, provider)),
  };
}

const text: Schema = { type: 'string' };
const uuid: Schema = { type: 'string', format: 'uuid' };

const queryOf = (call: PlacementCall): Schema['properties'] => ({
  name: text,
  uuid,
  ...(since(call, 3) && { member_of: text }),
  ...(since(call, 4) && { resources: text }),
  ...(since(call, 14) && { in_tree: uuid }),
  ...(since(call, 18) && { required: text }),
});

function listed(call: PlacementCall): Reply {
  const { query } = call.request;
  const wanted = query.get('resources');
  const unknown = (why: string) => `Invalid resource class in resources parameter: ${why}`;
  const resources = wanted === null ? {} : resourcesIn(call, wanted, unknown);
  if (!isResources(resources)) return resources;
  const asked = (name: string, value: string) => [null, value].includes(query.get(name));
  const keep = allOf([
    ({ name, providerId }) => asked('name', name) && asked('uuid', providerId),
    (provider) => asked('in_tree', provider.providerId) || asked('in_tree', rootOf(call, provider)),
    membersFilter(call),
    traitsFilter(call, (why) => `Invalid trait(s) in "required" parameter: ${why}`),
    withRoom(call, resources),
  ]);
  if (typeof keep !== 'function') return keep;
  return granted(call, {
    resource_providers: providersOf(call)
      .filter(keep)
      .map((provider) => view(call, provider)),
  });
}

const parent = { parent_provider_uuid: { anyOf: [uuid, { type: 'null' }] } };

const bodyOf = (call: PlacementCall, properties: Schema['properties']): Schema => ({
  type: 'object',
  properties: { name: { type: 'string', maxLength: 200 }, ...properties, ...(since(call, 14) && parent) },
  required: ['name'],
  additionalProperties: false,
});

function created(call: PlacementCall, body: Readonly<Record<string, unknown>>): Reply {
  const name = String(body.name);
  const id = typeof body.uuid === 'string' ? hyphenated(body.uuid) : call.world.identifiers.uuid();
  const taken = [
    ...(providersOf(call).some((other) => other.providerId === id) ? [`uuid: ${id}`] : []),
    ...(providersOf(call).some((other) => other.name === name) ? [`name: ${name}`] : []),
  ];
  if (taken.length > 0) {
    const why = `Conflicting resource provider ${taken.join(', ')} already exists.`;
    return refuse(call, 409, why, { code: 'placement.duplicate_name' });
  }
  const { parent_provider_uuid: parentId } = body;
  if (typeof parentId === 'string' && !providersOf(call).some(({ providerId }) => providerId === parentId)) {
    const why = 'Object action create failed because: parent provider UUID does not exist.';
    return refuse(call, 400, `Unable to create resource provider "${name}", ${id}: ${why}`);
  }
  const provider: OwnProvider = {
    name,
    providerId: id,
    traits: [],
    generation: 0,
    parentId: typeof parentId === 'string' ? parentId : null,
  };
  call.world.placement.providers.set(id, provider);
  const headers = { location: `${call.origin}/placement/resource_providers/${id}` };
  if (!since(call, 20)) return { status: 201, headers };
  const reply = granted(call, view(call, provider));
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

const hyphenated = (id: string): string =>
  id
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

function renamed(call: PlacementCall, provider: Provider, body: Readonly<Record<string, unknown>>): Reply {
  const name = String(body.name);
  if (name !== provider.name && providersOf(call).some((other) => other.name === name)) {
    const why = `Conflicting resource provider ${name} already exists.`;
    return refuse(call, 409, why, { code: 'placement.duplicate_name' });
  }
  const own = call.world.placement.providers.get(provider.providerId);
  const { parent_provider_uuid: parentId = parentOf(call, provider) } = body;
  if (parentId !== parentOf(call, provider)) return notSimulated('another parent of a resource provider');
  if (!own && name !== provider.name) return notSimulated('another name of the resource provider of a host');
  if (own) own.name = name;
  return granted(call, view(call, provider));
}

function deleted(call: PlacementCall, provider: Provider): Reply {
  const { placement } = call.world;
  const { providerId: id } = provider;
  if ([...placement.providers.values()].some(({ parentId }) => parentId === id)) {
    const why = `Unable to delete parent resource provider ${id}: It has child resource providers.`;
    return refuse(call, 409, why, { code: 'placement.resource_provider.cannot_delete_parent' });
  }
  if ([...allocationsOf(call.world).values()].some(({ resources }) => Object.hasOwn(resources, id))) {
    const why = `Unable to delete resource provider ${id}: Resource provider has allocations.`;
    return refuse(call, 409, why, { code: 'placement.resource_provider.inuse' });
  }
  if (!placement.providers.delete(id)) return notSimulated('deleting the resource provider of a host');
  placement.inventories.delete(id);
  placement.aggregates.delete(id);
  return { status: 204 };
}

export const providerRoutes = {
  'GET /resource_providers': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:resource_providers:list', () => withQuery(call, queryOf(call), () => listed(call))),
  'POST /resource_providers': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:resource_providers:create', () =>
      withBody(call, bodyOf(call, { uuid }), (body) => created(call, body)),
    ),
  'GET /resource_providers/{uuid}': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:show', () =>
      withProvider(call, id, (provider) => granted(call, view(call, provider))),
    ),
  'DELETE /resource_providers/{uuid}': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:delete', () =>
      withProvider(
        call,
        id,
        (provider) => deleted(call, provider),
        (why) => `${why} for delete`,
      ),
    ),
  'PUT /resource_providers/{uuid}': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:update', () =>
      withProvider(call, id, (provider) => withBody(call, bodyOf(call, {}), (body) => renamed(call, provider, body))),
    ),
};
