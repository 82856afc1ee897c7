import type { Schema } from '../json-schema';
import { bestOf, textOf, violations } from '../json-schema';
import { notSimulated, type Reply } from '../message';
import { allocationsOf } from './allocated';
import { forAdmins, granted, type PlacementCall, raise, refuse, since, withBody } from './call';
import { knownClasses } from './known';

/** The kinds of resources. Source: placement/handlers/resource_class.py@8.0, as observed. */

const schema: Schema = {
  type: 'object',
  properties: { name: { type: 'string', pattern: '^CUSTOM_[A-Z0-9_]+$', maxLength: 255 } },
  required: ['name'],
  additionalProperties: false,
};

const view = (name: string) => ({ name, links: [{ rel: 'self', href: `/resource_classes/${name}` }] });

const withClass = (call: PlacementCall, name: string, answer: () => Reply): Reply =>
  knownClasses(call).includes(name) ? answer() : raise(call, 404, `No such resource class ${name}.`);

const add = ({ world, origin }: PlacementCall, name: string): Reply => {
  world.placement.resourceClasses = [...world.placement.resourceClasses, name];
  return { status: 201, headers: { location: `${origin}/placement/resource_classes/${name}` } };
};

/** Whether a provider has it, or a consumer. */
const isUsed = ({ world }: PlacementCall, name: string) =>
  [...world.placement.inventories.values()].some((inventories) => Object.hasOwn(inventories, name)) ||
  [...allocationsOf(world).values()].some(({ resources }) =>
    Object.values(resources).some((amounts) => Object.hasOwn(amounts, name)),
  );

function removed(call: PlacementCall, name: string): Reply {
  const { placement } = call.world;
  if (!placement.resourceClasses.includes(name)) {
    const why = `Cannot delete standard resource class ${name}.`;
    return refuse(call, 400, `Error in delete resource class: ${why}`);
  }
  if (isUsed(call, name)) {
    const why = `Cannot delete resource class ${name}. Class is in use in inventory.`;
    return refuse(call, 409, `Error in delete resource class: ${why}`);
  }
  placement.resourceClasses = placement.resourceClasses.filter((other) => other !== name);
  return { status: 204 };
}

export const resourceClassRoutes = {
  'GET /resource_classes': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:resource_classes:list', () =>
      granted(call, { resource_classes: knownClasses(call).map(view) }),
    ),
  'POST /resource_classes': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:resource_classes:create', () =>
      withBody(call, schema, (body) => {
        const name = String(body.name);
        return knownClasses(call).includes(name)
          ? refuse(call, 409, `Conflicting resource class already exists: ${name}`)
          : add(call, name);
      }),
    ),
  'GET /resource_classes/{name}': (call: PlacementCall, name: string): Reply =>
    forAdmins(call, 'placement:resource_classes:show', () => withClass(call, name, () => granted(call, view(name)))),
  'PUT /resource_classes/{name}': (call: PlacementCall, name: string): Reply =>
    forAdmins(call, 'placement:resource_classes:update', () => {
      if (!since(call, 7)) return notSimulated('another name of a resource class');
      const found = bestOf(violations(schema, { name }));
      if (found) return refuse(call, 400, `JSON does not validate: ${textOf(found)}`);
      return knownClasses(call).includes(name) ? { status: 204 } : add(call, name);
    }),
  'DELETE /resource_classes/{name}': (call: PlacementCall, name: string): Reply =>
    forAdmins(call, 'placement:resource_classes:delete', () => withClass(call, name, () => removed(call, name))),
};
