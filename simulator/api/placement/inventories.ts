import type { Inventories, Inventory, Provider } from '../../placement/tables';
import type { Schema } from '../json-schema';
import type { Reply } from '../message';
import { capacityOf, inventoriesOf, usedOf } from './allocated';
import {
  atGeneration,
  concurrent,
  forAdmins,
  granted,
  type PlacementCall,
  refuse,
  since,
  withBody,
  withProvider,
  wrongMethod,
} from './call';
import { knownClasses } from './known';

/** What providers have. Source: placement/handlers/inventory.py@8.0, as observed. */

const largest = 0x7fffffff;
const amount = (minimum: number): Schema => ({ type: 'integer', maximum: largest, minimum });

const fields = {
  resource_provider_generation: { type: 'integer' },
  total: amount(1),
  reserved: amount(0),
  min_unit: amount(1),
  max_unit: amount(1),
  step_size: amount(1),
  allocation_ratio: { type: 'number', maximum: 3.40282e38 },
} as const;

const object = (properties: Schema['properties'], required: readonly string[]): Schema => ({
  type: 'object',
  ...(properties && { properties }),
  required,
  additionalProperties: false,
});

const schemas = {
  one: object(fields, ['total', 'resource_provider_generation']),
  another: object({ ...fields, resource_class: { type: 'string', pattern: '^[A-Z0-9_]+$' } }, [
    'total',
    'resource_class',
  ]),
  all: object(
    {
      resource_provider_generation: { type: 'integer' },
      inventories: { type: 'object', patternProperties: { '^[A-Z0-9_]+$': object(fields, ['total']) } },
    },
    ['resource_provider_generation', 'inventories'],
  ),
};

const usual = { reserved: 0, min_unit: 1, max_unit: largest, step_size: 1, allocation_ratio: 1 };

/** Of what was asked for, what is kept. */
function inventoryOf(body: object): Inventory {
  const whole: Inventory = { total: 0, ...usual, ...body };
  const { total, reserved, min_unit, max_unit, step_size, allocation_ratio } = whole;
  return { total, reserved, min_unit, max_unit, step_size, allocation_ratio };
}

const own = ({ world }: PlacementCall, { providerId }: Provider): Inventories => inventoriesOf(world, providerId);

const shownAll = (call: PlacementCall, provider: Provider): Reply =>
  granted(call, { resource_provider_generation: provider.generation, inventories: own(call, provider) });

const shownOne = (call: PlacementCall, provider: Provider, inventory: Inventory, status = 200): Reply =>
  granted(call, { ...inventory, resource_provider_generation: provider.generation }, status);

/** Why a provider cannot have this; from 1.26 on all of it may be reserved. */
function unfit(call: PlacementCall, provider: Provider, wanted: Inventories): string | undefined {
  for (const [name, inventory] of Object.entries(wanted)) {
    if (!knownClasses(call).includes(name)) return `No such resource class ${name}.`;
    const capacity = capacityOf(inventory);
    if (since(call, 26) ? capacity < 0 : capacity <= 0) {
      const rest = since(call, 26)
        ? 'The reserved value is greater than total.'
        : 'The reserved value is greater than or equal to total.';
      return `Invalid inventory for '${name}' on resource provider '${provider.providerId}'. ${rest}`;
    }
  }
  return undefined;
}

/** Of what is left out, what somebody has. */
function inUse({ world }: PlacementCall, { providerId }: Provider, kept: Inventories): readonly string[] {
  return Object.keys(usedOf(world, providerId)).filter((name) => !Object.hasOwn(kept, name));
}

const inUseText = (names: readonly string[], { providerId }: Provider) =>
  `Inventory for '${names.join(', ')}' on resource provider '${providerId}' in use.`;

function keep(call: PlacementCall, provider: Provider, wanted: Inventories): void {
  call.world.placement.inventories.set(provider.providerId, wanted);
  provider.generation += 1;
}

function set(call: PlacementCall, provider: Provider, wanted: Inventories, verb: string): Reply | undefined {
  const wrong = unfit(call, provider, wanted);
  if (wrong !== undefined) {
    return refuse(call, 400, `${verb} for resource provider ${provider.providerId}: ${wrong}`);
  }
  keep(call, provider, wanted);
  return undefined;
}

const conflict = 'resource provider generation conflict';

const forProvider =
  (policy: string, answer: (call: PlacementCall, provider: Provider, name: string) => Reply) =>
  (call: PlacementCall, id: string, name = ''): Reply =>
    forAdmins(call, `placement:resource_providers:inventories:${policy}`, () =>
      withProvider(call, id, (provider) => answer(call, provider, name)),
    );

const colon = (why: string) => `${why} : ${why}`;

export const inventoryRoutes = {
  'GET /resource_providers/{uuid}/inventories': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:inventories:list', () =>
      withProvider(call, id, (provider) => shownAll(call, provider), colon),
    ),
  'POST /resource_providers/{uuid}/inventories': forProvider('create', (call, provider) =>
    withBody(call, schemas.another, (body) => {
      const name = String(body.resource_class);
      const all = own(call, provider);
      const inventory = inventoryOf(body);
      if (Object.hasOwn(all, name)) {
        return refuse(call, 409, `Update conflict: there is an inventory of ${name}`, { code: concurrent });
      }
      const refusal = set(call, provider, { ...all, [name]: inventory }, 'Unable to create inventory');
      if (refusal) return refusal;
      const reply = shownOne(call, provider, inventory, 201);
      const location = `${call.origin}/placement/resource_providers/${provider.providerId}/inventories/${name}`;
      return { ...reply, headers: { ...reply.headers, location } };
    }),
  ),
  'PUT /resource_providers/{uuid}/inventories': forProvider('update', (call, provider) =>
    withBody(call, schemas.all, (body) =>
      atGeneration(call, provider, body.resource_provider_generation, conflict, () => {
        const entries = Object.entries(body.inventories as Readonly<Record<string, object>>);
        const wanted = Object.fromEntries(entries.map(([name, raw]) => [name, inventoryOf(raw)]));
        const used = inUse(call, provider, wanted);
        if (used.length > 0) {
          const why = `update conflict: ${inUseText(used, provider)}`;
          return refuse(call, 409, why, { code: 'placement.inventory.inuse' });
        }
        return set(call, provider, wanted, 'Unable to update inventory') ?? shownAll(call, provider);
      }),
    ),
  ),
  'DELETE /resource_providers/{uuid}/inventories': (call: PlacementCall, id: string): Reply =>
    since(call, 5)
      ? forProvider('delete', (_, provider) => {
          const used = inUse(call, provider, {});
          if (used.length > 0) {
            return refuse(call, 409, inUseText(used, provider), { code: 'placement.inventory.inuse' });
          }
          keep(call, provider, {});
          return { status: 204 };
        })(call, id)
      : wrongMethod(call, 'GET, POST, PUT'),
  'GET /resource_providers/{uuid}/inventories/{class}': (call: PlacementCall, id: string, name: string): Reply =>
    forAdmins(call, 'placement:resource_providers:inventories:show', () =>
      withProvider(
        call,
        id,
        (provider) => {
          const inventory = own(call, provider)[name];
          return inventory
            ? shownOne(call, provider, inventory)
            : refuse(call, 404, `No inventory of class ${name} for ${id}`);
        },
        colon,
      ),
    ),
  'PUT /resource_providers/{uuid}/inventories/{class}': forProvider('update', (call, provider, name) =>
    withBody(call, schemas.one, (body) =>
      atGeneration(call, provider, body.resource_provider_generation, conflict, () => {
        const inventory = inventoryOf(body);
        const all = own(call, provider);
        if (!Object.hasOwn(all, name)) {
          return refuse(
            call,
            400,
            `No inventory record with resource class for resource provider ${provider.providerId}: No inventory of class ${name} found.`,
          );
        }
        const refusal = set(call, provider, { ...all, [name]: inventory }, 'Unable to update inventory');
        return refusal ?? shownOne(call, provider, inventory);
      }),
    ),
  ),
  'DELETE /resource_providers/{uuid}/inventories/{class}': forProvider('delete', (call, provider, name) => {
    const { [name]: inventory, ...others } = own(call, provider);
    if (!inventory) {
      const why = knownClasses(call).includes(name)
        ? `No inventory of class ${name} found for delete`
        : `No such resource class ${name}.`;
      return refuse(call, 404, `No inventory of class ${name} found for delete: ${why}`);
    }
    if (inUse(call, provider, others).includes(name)) {
      const why = `Unable to delete inventory of class ${name}: ${inUseText([name], provider)}`;
      return refuse(call, 409, why, { code: concurrent });
    }
    keep(call, provider, others);
    return { status: 204 };
  }),
};
