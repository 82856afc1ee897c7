import type { Allocation, Resources } from '../../placement/tables';
import type { Schema } from '../json-schema';
import { notSimulated, type Reply } from '../message';
import { allocationsOf, hasRoom, inventoriesOf, usedOf } from './allocated';
import {
  concurrent,
  forAdmins,
  granted,
  type PlacementCall,
  providersOf,
  refuse,
  since,
  withBody,
  withProvider,
} from './call';
import { knownClasses } from './known';

/** Who has what. Source: placement/handlers/allocation.py@8.0, as observed. */

const name: Schema = { type: 'string', minLength: 1, maxLength: 255 };

const resources: Schema = {
  type: 'object',
  minProperties: 1,
  patternProperties: { '^[A-Z0-9_]+$': { type: 'integer', minimum: 1 } },
  additionalProperties: false,
};

const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** Before 1.12 a list, then by the id of the provider. */
const listed: Schema = {
  type: 'array',
  minItems: 1,
  items: object({ resource_provider: object({ uuid: { type: 'string', format: 'uuid' } }, ['uuid']), resources }, [
    'resource_provider',
    'resources',
  ]),
};

const byProvider = (least: number): Schema => ({
  type: 'object',
  minProperties: least,
  patternProperties: {
    '^[0-9a-fA-F-]{36}$': object({ generation: { type: 'integer' }, resources }, ['resources']),
  },
  additionalProperties: false,
});

/** What is wanted of a body at this microversion. */
function schemaFor(call: PlacementCall): Schema {
  const owner = since(call, 8) ? { project_id: name, user_id: name } : {};
  const later = {
    ...(since(call, 28) && { consumer_generation: { type: ['integer', 'null'], additionalProperties: false } }),
    ...(since(call, 34) && { mappings: { type: 'object', minProperties: 1 } }),
    ...(since(call, 38) && { consumer_type: { ...name, pattern: '^[A-Z0-9_]+$' } }),
  };
  const allocations = since(call, 12) ? byProvider(since(call, 28) ? 0 : 1) : listed;
  const needed = Object.keys({ ...owner, ...later }).filter((key) => key !== 'mappings');
  return object({ allocations, ...owner, ...later }, ['allocations', ...needed]);
}

type Wanted = Readonly<Record<string, Resources>>;

function wantedOf(body: Readonly<Record<string, unknown>>): Wanted {
  const { allocations } = body as {
    allocations:
      | readonly { resource_provider: { uuid: string }; resources: Resources }[]
      | Readonly<Record<string, { resources: Resources }>>;
  };
  if (Array.isArray(allocations)) {
    return Object.fromEntries(allocations.map((one) => [one.resource_provider.uuid, one.resources]));
  }
  return Object.fromEntries(Object.entries(allocations).map(([id, one]) => [id, one.resources]));
}

/** Why a consumer cannot have what it wants. */
function refusedRoom(call: PlacementCall, consumer: string, wanted: Wanted): Reply | undefined {
  for (const [id, amounts] of Object.entries(wanted)) {
    if (!providersOf(call).some(({ providerId }) => providerId === id)) {
      return refuse(call, 400, `Allocation for resource provider '${id}' that does not exist.`);
    }
    const inventories = inventoriesOf(call.world, id);
    const used = usedOf(call.world, id, consumer);
    for (const [resource, amount] of Object.entries(amounts)) {
      if (!knownClasses(call).includes(resource)) {
        const why = `No such resource class ${resource}.`;
        return refuse(call, 400, `Unable to allocate inventory for consumer ${consumer}: ${why}`);
      }
      if (!hasRoom(inventories[resource], used[resource] ?? 0, amount)) {
        const on = `on resource provider '${id}'`;
        const why = inventories[resource]
          ? `Unable to create allocation for '${resource}' ${on}. The requested amount would exceed the capacity.`
          : `Inventory for '${resource}' ${on} invalid.`;
        return refuse(call, 409, `Unable to allocate inventory: ${why}`);
      }
    }
  }
  return undefined;
}

function written(call: PlacementCall, consumer: string, body: Readonly<Record<string, unknown>>): Reply {
  const { world } = call;
  const old = allocationsOf(world).get(consumer);
  const asked = body.consumer_generation ?? null;
  if (since(call, 28) && asked !== (old?.generation ?? null)) {
    const got = `but got ${asked ?? 'None'}`;
    const why = `consumer generation conflict - expected ${old?.generation ?? 'null'} ${got}`;
    return refuse(call, 409, why, { code: concurrent });
  }
  const wanted = wantedOf(body);
  const refusal = refusedRoom(call, consumer, wanted);
  if (refusal) return refusal;
  const unknown = '00000000-0000-0000-0000-000000000000';
  const allocation: Allocation = {
    projectId: String(body.project_id ?? unknown),
    userId: String(body.user_id ?? unknown),
    generation: (old?.generation ?? 0) + 1,
    type: typeof body.consumer_type === 'string' ? body.consumer_type : null,
    resources: wanted,
  };
  world.placement.allocations.set(consumer, allocation);
  return { status: 204 };
}

const isUuidLike = (id: string) => /^[0-9a-f]{32}$/i.test(id.replaceAll('-', ''));

export const allocationRoutes = {
  'POST /allocations': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:allocations:manage', () => notSimulated('the allocations of several consumers at once')),
  'GET /allocations/{consumer}': (call: PlacementCall, consumer: string): Reply =>
    forAdmins(call, 'placement:allocations:list', () => {
      const allocation = allocationsOf(call.world).get(consumer);
      if (!allocation) return granted(call, { allocations: {} });
      const generationOf = (id: string) => providersOf(call).find(({ providerId }) => providerId === id)?.generation;
      const entries = Object.entries(allocation.resources).map(([id, amounts]) => [
        id,
        { resources: amounts, generation: generationOf(id) },
      ]);
      return granted(call, {
        allocations: Object.fromEntries(entries),
        ...(since(call, 12) && { project_id: allocation.projectId, user_id: allocation.userId }),
        ...(since(call, 28) && { consumer_generation: allocation.generation }),
        ...(since(call, 38) && { consumer_type: allocation.type ?? 'unknown' }),
      });
    }),
  'PUT /allocations/{consumer}': (call: PlacementCall, consumer: string): Reply =>
    forAdmins(call, 'placement:allocations:update', () => {
      if (!isUuidLike(consumer)) return refuse(call, 400, `Malformed consumer_uuid: ${consumer}`);
      return withBody(call, schemaFor(call), (body) => written(call, consumer, body));
    }),
  'DELETE /allocations/{consumer}': (call: PlacementCall, consumer: string): Reply =>
    forAdmins(call, 'placement:allocations:delete', () => {
      const allocation = allocationsOf(call.world).get(consumer);
      if (!allocation) return refuse(call, 404, `No allocations for consumer '${consumer}'`);
      // What a server has comes from the server: it is said that it has nothing.
      const { placement, servers } = call.world;
      if (servers.has(consumer)) placement.allocations.set(consumer, { ...allocation, resources: {} });
      else placement.allocations.delete(consumer);
      return { status: 204 };
    }),
  'GET /resource_providers/{uuid}/allocations': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:allocations:list', () =>
      withProvider(
        call,
        id,
        ({ generation }) => {
          const entries = [...allocationsOf(call.world)].flatMap(([consumer, allocation]) => {
            const amounts = allocation.resources[id];
            const more = since(call, 28) && { consumer_generation: allocation.generation };
            return amounts ? [[consumer, { resources: amounts, ...more }] as const] : [];
          });
          return granted(call, { allocations: Object.fromEntries(entries), resource_provider_generation: generation });
        },
        (why) => `Resource provider '${id}' not found: ${why}`,
      ),
    ),
};
