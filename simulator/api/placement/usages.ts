import type { Allocation } from '../../placement/tables';
import type { Schema } from '../json-schema';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { allocationsOf, inventoriesOf, sumOf, usedOf } from './allocated';
import { forAdmins, granted, type PlacementCall, raise, since, twice, withProvider, withQuery } from './call';

/** How much is used. Source: placement/handlers/usage.py@8.0, as observed. */

const name: Schema = { type: 'string', minLength: 1, maxLength: 255 };
const type: Schema = { type: 'string', pattern: '^[A-Z0-9_]+$|^all|^unknown$', minLength: 1, maxLength: 255 };

const used = (allocations: readonly Allocation[]) =>
  sumOf(allocations.flatMap(({ resources }) => Object.values(resources)));

/** From 1.38 on by the type of the consumers. */
function byType(allocations: readonly Allocation[], wanted: string | null): object {
  if (wanted === 'all') return { all: { ...used(allocations), consumer_count: allocations.length } };
  const types = [...new Set(allocations.map((allocation) => allocation.type ?? 'unknown'))];
  const entries = types
    .filter((one) => wanted === null || one === wanted)
    .map((one) => {
      const own = allocations.filter((allocation) => (allocation.type ?? 'unknown') === one);
      return [one, { ...used(own), consumer_count: own.length }];
    });
  return Object.fromEntries(entries);
}

function ofProject(call: PlacementCall): Reply {
  const { query } = call.request;
  const [user, wanted] = [query.get('user_id'), query.get('consumer_type')];
  const mine = [...allocationsOf(call.world).values()].filter(
    ({ projectId, userId }) => projectId === query.get('project_id') && (user === null || userId === user),
  );
  return granted(call, { usages: since(call, 38) ? byType(mine, wanted) : used(mine) });
}

export const usageRoutes = {
  'GET /resource_providers/{uuid}/usages': (call: PlacementCall, id: string): Reply =>
    forAdmins(call, 'placement:resource_providers:usages', () =>
      withProvider(
        call,
        id,
        ({ generation }) => {
          const inventories = inventoriesOf(call.world, id);
          const none = Object.fromEntries(Object.keys(inventories).map((resource) => [resource, 0]));
          const usages = { ...none, ...usedOf(call.world, id) };
          return granted(call, { resource_provider_generation: generation, usages });
        },
        twice,
      ),
    ),
  'GET /usages': (call: PlacementCall): Reply => {
    const project = call.request.query.get('project_id');
    if (!isAdmin(call) && project !== call.caller.projectId) {
      return raise(call, 403, 'Policy does not allow placement:usages to be performed.');
    }
    const properties = { project_id: name, user_id: name, ...(since(call, 38) && { consumer_type: type }) };
    return withQuery(call, properties, () => ofProject(call), ['project_id']);
  },
};
