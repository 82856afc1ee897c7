import { newFlavor } from '../../compute/tables';
import { badRequest, conflict, type Fault, notFound } from '../../fault';
import type { Flavor } from '../../world';
import { isTrue } from '../is-true';
import { type Schema, violations } from '../json-schema';
import { type Reply, within } from '../message';
import { pageOf } from '../paging';
import { isAdmin } from '../service';
import { available } from './available';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply } from './call';
import { linksTo, nextLinks } from './links';
import { invalidQuery } from './schema-message';
import { flavorSchema, flavorUpdateSchema } from './schemas/flavor-schemas';
import { shaped } from './shaped';

/** Flavors. Source: flavors.py, flavor_manage.py and views/flavors.py of nova/api/openstack/compute@26.2.2. */

const brief = (call: ComputeCall, { id, name, description }: Flavor) => ({
  id,
  name,
  links: linksTo(call, 'flavors', id),
  ...(isSince(call, 55) && { description }),
});

export const flavorDetail = (call: ComputeCall, flavor: Flavor) => ({
  id: flavor.id,
  name: flavor.name,
  ram: flavor.ram,
  disk: flavor.disk,
  swap: flavor.swap || (isSince(call, 75) ? 0 : ''),
  'OS-FLV-EXT-DATA:ephemeral': flavor.ephemeral,
  'OS-FLV-DISABLED:disabled': flavor.isDisabled,
  vcpus: flavor.vcpus,
  'os-flavor-access:is_public': flavor.isPublic,
  rxtx_factor: flavor.rxtxFactor,
  links: linksTo(call, 'flavors', flavor.id),
  ...(isSince(call, 55) && { description: flavor.description }),
  ...(isSince(call, 61) && { extra_specs: flavor.extraSpecs }),
});

/** Whether the caller's project may use it. */
const isOpen = (call: ComputeCall, { isPublic, projects }: Flavor): boolean =>
  isPublic || isAdmin(call) || projects.includes(call.caller.projectId);

/** The flavor, for who may use it; undefined for others, and where there is none. */
export function flavorFor(call: ComputeCall, id: string): Flavor | undefined {
  const flavor = call.world.flavors.get(id);
  return flavor && isOpen(call, flavor) ? flavor : undefined;
}

export function withFlavor(call: ComputeCall, id: string, answer: (flavor: Flavor) => Reply): Reply {
  const flavor = flavorFor(call, id);
  return flavor ? answer(flavor) : faultReply(call, notFound(`Flavor ${id} could not be found.`));
}

const sorted = {
  created_at: () => 0,
  description: ({ description }) => String(description),
  disabled: ({ isDisabled }) => Number(isDisabled),
  ephemeral_gb: ({ ephemeral }) => ephemeral,
  flavorid: ({ id }) => id,
  id: () => 0,
  is_public: ({ isPublic }) => Number(isPublic),
  memory_mb: ({ ram }) => ram,
  name: ({ name }) => name,
  root_gb: ({ disk }) => disk,
  rxtx_factor: ({ rxtxFactor }) => rxtxFactor,
  swap: ({ swap }) => swap,
  updated_at: () => 0,
  vcpu_weight: () => 0,
  vcpus: ({ vcpus }) => vcpus,
} satisfies Record<string, (flavor: Flavor) => string | number>;

const querySchema: Readonly<Record<string, Schema>> = {
  limit: { type: 'string', pattern: '^[0-9]*$' },
  sort_key: { type: 'string', enum: Object.keys(sorted) },
  sort_dir: { type: 'string', enum: ['asc', 'desc'] },
};
const otherQueries = ['marker', 'is_public', 'minRam', 'minDisk'];

function wrongQuery(call: ComputeCall): string | undefined {
  const { query } = call.request;
  for (const [field, schema] of Object.entries(querySchema)) {
    for (const value of query.getAll(field)) {
      const [wrong] = violations(schema, value);
      if (wrong) return invalidQuery(field, value, wrong.message);
    }
  }
  const unknown = [...query.keys()].find((field) => !querySchema[field] && !otherQueries.includes(field));
  return unknown !== undefined && isSince(call, 75)
    ? `Additional properties are not allowed ('${unknown}' was unexpected)`
    : undefined;
}

/** Whether public ones or others are asked for: admins may choose, and see all of them with `none`. */
function publicity(call: ComputeCall): boolean | 'both' | Fault {
  const asked = call.request.query.get('is_public');
  if (asked === null || !isAdmin(call)) return true;
  if (asked.toLowerCase() === 'none') return 'both';
  const word = asked.trim().toLowerCase();
  if (['1', 't', 'true', 'on', 'y', 'yes'].includes(word)) return true;
  if (['0', 'f', 'false', 'off', 'n', 'no'].includes(word)) return false;
  return badRequest(`Invalid is_public filter [${asked}]`);
}

function least(call: ComputeCall, field: 'minRam' | 'minDisk'): number | Fault {
  const asked = call.request.query.get(field) ?? '0';
  return /^\s*[-+]?\d+\s*$/.test(asked) ? Number(asked) : badRequest(`Invalid ${field} filter [${asked}]`);
}

/** Those that a list is of, in its order. */
function chosen(call: ComputeCall): readonly Flavor[] | Fault {
  const wrong = wrongQuery(call);
  if (wrong !== undefined) return badRequest(wrong);
  const wanted = publicity(call);
  if (typeof wanted === 'object') return wanted;
  const [ram, disk] = [least(call, 'minRam'), least(call, 'minDisk')];
  if (typeof ram === 'object') return ram;
  if (typeof disk === 'object') return disk;
  const { query } = call.request;
  const value = sorted[(query.get('sort_key') ?? 'flavorid') as keyof typeof sorted];
  const sign = query.get('sort_dir') === 'desc' ? -1 : 1;
  const isWanted = (flavor: Flavor) =>
    wanted === 'both' || flavor.isPublic === wanted || (!isAdmin(call) && isOpen(call, flavor));
  return [...call.world.flavors.values()]
    .filter((flavor) => isWanted(flavor) && flavor.ram >= ram && flavor.disk >= disk)
    .sort((a, b) => sign * (value(a) < value(b) ? -1 : Number(value(a) > value(b))));
}

const most = 1000;

const listing =
  (collection: string, view: (call: ComputeCall, flavor: Flavor) => object) =>
  (call: ComputeCall): Reply => {
    const all = chosen(call);
    if ('message' in all) return faultReply(call, all);
    const { query } = call.request;
    const marker = query.get('marker') ?? undefined;
    const limit = Math.min(Number(query.get('limit') || most), most);
    const page = pageOf(all, { limit, marker });
    if (!page) return faultReply(call, badRequest(`marker [${marker}] not found`));
    return otherReply(call, 200, {
      flavors: page.items.map((flavor) => view(call, flavor)),
      ...nextLinks(call, 'flavors', collection, page),
    });
  };

function create(call: ComputeCall): Reply {
  const wanted = within(call.json, 'flavor');
  const { flavors, identifiers } = call.world;
  const { 'os-flavor-access:is_public': isPublic = true } = wanted;
  const given = [undefined, null, 'auto'].some((word) => wanted.id === word) ? undefined : String(wanted.id);
  if ([...flavors.values()].some((other) => other.name === wanted.name)) {
    return faultReply(call, conflict(`Flavor with name ${wanted.name} already exists.`));
  }
  if (given !== undefined && flavors.has(given)) {
    return faultReply(call, conflict(`Flavor with ID ${given} already exists.`));
  }
  const flavor = newFlavor({
    id: given ?? identifiers.uuid(),
    name: String(wanted.name),
    ram: Number(wanted.ram),
    vcpus: Number(wanted.vcpus),
    disk: Number(wanted.disk),
    ephemeral: Number(wanted['OS-FLV-EXT-DATA:ephemeral'] ?? 0),
    swap: Number(wanted.swap ?? 0),
    rxtxFactor: Number(wanted.rxtx_factor ?? 1),
    isPublic: isTrue(isPublic),
    description: typeof wanted.description === 'string' ? wanted.description : null,
    // Not even that of who makes it.
    projects: [],
  });
  flavors.set(flavor.id, flavor);
  return otherReply(call, 200, { flavor: flavorDetail(call, flavor) });
}

export const flavorRoutes = {
  'GET /flavors': listing('flavors', brief),
  'GET /flavors/detail': listing('flavors/detail', flavorDetail),
  'GET /flavors/{id}': (call: ComputeCall, id: string): Reply =>
    withFlavor(call, id, (flavor) => otherReply(call, 200, { flavor: flavorDetail(call, flavor) })),
  'POST /flavors': shaped(flavorSchema, (call) =>
    forAdmins(call, 'os_compute_api:os-flavor-manage:create', () => create(call)),
  ),
  'PUT /flavors/{id}': available(
    { from: 55 },
    shaped(flavorUpdateSchema, (call, id = '') =>
      forAdmins(call, 'os_compute_api:os-flavor-manage:update', () => {
        const wanted = within(call.json, 'flavor');
        return withFlavor(call, id, (flavor) => {
          // Servers keep the flavor that they were made with, as it was then.
          const changed = { ...flavor, description: wanted.description === null ? null : String(wanted.description) };
          call.world.flavors.set(id, changed);
          return otherReply(call, 200, { flavor: flavorDetail(call, changed) });
        });
      }),
    ),
  ),
  'DELETE /flavors/{id}': (call: ComputeCall, id: string): Reply =>
    forAdmins(call, 'os_compute_api:os-flavor-manage:delete', () =>
      withFlavor(call, id, () => {
        call.world.flavors.delete(id);
        return { status: 202 };
      }),
    ),
};
