import { badRequest, conflict, notFound } from '../../fault';
import type { Flavor } from '../../world';
import { type Reply, recordOf, within } from '../message';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply } from './call';
import { withFlavor } from './flavors';
import { accessSchema, extraSpecSchema, extraSpecsSchema } from './schemas/flavor-schemas';
import { shaped, wrongBody } from './shaped';

/** What else a flavor says, and who may use one that is not public. Source: flavors_extraspecs.py, flavor_access.py @26.2.2. */

const texts = (specs: object) => Object.fromEntries(Object.entries(specs).map(([key, value]) => [key, String(value)]));

/** Servers keep the flavor that they were made with, as it was then. */
const change = ({ world }: ComputeCall, flavor: Flavor, changes: Partial<Flavor>): Flavor => {
  const changed = { ...flavor, ...changes };
  world.flavors.set(flavor.id, changed);
  return changed;
};

const add = (call: ComputeCall, id: string, specs: object): Reply =>
  withFlavor(call, id, (flavor) => {
    change(call, flavor, { extraSpecs: { ...flavor.extraSpecs, ...texts(specs) } });
    return otherReply(call, 200, call.json as object);
  });

const withSpec = (
  call: ComputeCall,
  id: string,
  key: string,
  answer: (flavor: Flavor, value: string) => Reply,
): Reply =>
  withFlavor(call, id, (flavor) => {
    const value = Object.hasOwn(flavor.extraSpecs, key) ? flavor.extraSpecs[key] : undefined;
    return value === undefined
      ? faultReply(call, notFound(`Flavor ${id} has no extra specs with key ${key}.`))
      : answer(flavor, value);
  });

const policy = (action: string) => `os_compute_api:os-flavor-extra-specs:${action}`;

export const flavorSpecRoutes = {
  'GET /flavors/{id}/os-extra_specs': (call: ComputeCall, id: string): Reply =>
    withFlavor(call, id, ({ extraSpecs }) => otherReply(call, 200, { extra_specs: extraSpecs })),
  'POST /flavors/{id}/os-extra_specs': shaped(extraSpecsSchema, (call, id = '') =>
    forAdmins(call, policy('create'), () => add(call, id, within(call.json, 'extra_specs'))),
  ),
  'GET /flavors/{id}/os-extra_specs/{key}': (call: ComputeCall, id: string, key: string): Reply =>
    withSpec(call, id, key, (_, value) => otherReply(call, 200, { [key]: value })),
  'PUT /flavors/{id}/os-extra_specs/{key}': shaped(extraSpecSchema, (call, id = '', key = '') =>
    forAdmins(call, policy('update'), () => {
      const specs = recordOf(call.json);
      return Object.hasOwn(specs, key)
        ? add(call, id, specs)
        : faultReply(call, badRequest('Request body and URI mismatch'));
    }),
  ),
  'DELETE /flavors/{id}/os-extra_specs/{key}': (call: ComputeCall, id: string, key: string): Reply =>
    forAdmins(call, policy('delete'), () =>
      withSpec(call, id, key, (flavor) => {
        const { [key]: _, ...extraSpecs } = flavor.extraSpecs;
        change(call, flavor, { extraSpecs });
        return { status: 200 };
      }),
    ),
};

const shownAccess = ({ id, projects }: Flavor) => ({
  flavor_access: projects.map((tenant_id) => ({ flavor_id: id, tenant_id })),
});

const accessActions: Readonly<Record<string, (call: ComputeCall, flavor: Flavor, project: string) => Reply>> = {
  addTenantAccess: (call, flavor, project) => {
    const refuse = (message: string) => faultReply(call, conflict(message));
    if (flavor.isPublic && isSince(call, 7)) {
      return refuse('Can not add access to a public flavor.');
    }
    if (flavor.projects.includes(project)) {
      return refuse(`Flavor access already exists for flavor ${flavor.id} and project ${project} combination.`);
    }
    return otherReply(call, 200, shownAccess(change(call, flavor, { projects: [...flavor.projects, project] })));
  },
  removeTenantAccess: (call, flavor, project) => {
    if (!flavor.projects.includes(project)) {
      const both = `${flavor.id} / ${project}`;
      return faultReply(call, notFound(`Flavor access not found for ${both} combination.`));
    }
    const projects = flavor.projects.filter((other) => other !== project);
    return otherReply(call, 200, shownAccess(change(call, flavor, { projects })));
  },
};

export const flavorAccessRoutes = {
  'GET /flavors/{id}/os-flavor-access': (call: ComputeCall, id: string): Reply =>
    withFlavor(call, id, (flavor) =>
      flavor.isPublic
        ? faultReply(call, notFound('Access list not available for public flavors.'))
        : otherReply(call, 200, shownAccess(flavor)),
    ),
  'POST /flavors/{id}/action': (call: ComputeCall, id: string): Reply => {
    const [action = ''] = Object.keys(Object(call.json));
    const act = Object.hasOwn(accessActions, action) ? accessActions[action] : undefined;
    if (!act) return faultReply(call, badRequest(`There is no such action: ${action}`));
    const rule = action === 'addTenantAccess' ? 'add_tenant_access' : 'remove_tenant_access';
    const wrong = wrongBody(accessSchema(action), call.json);
    if (wrong) return faultReply(call, wrong);
    return forAdmins(call, `os_compute_api:os-flavor-access:${rule}`, () => {
      const project = String(within(call.json, action).tenant);
      if (action === 'addTenantAccess' && !call.world.identity.projects.has(project)) {
        return faultReply(call, badRequest(`Project ID ${project} is not a valid project.`));
      }
      return withFlavor(call, id, (flavor) => act(call, flavor, project));
    });
  },
};
