import type { Provider, Resources } from '../../placement/tables';
import type { Schema } from '../json-schema';
import { notSimulated, type Reply } from '../message';
import { capacityOf, inventoriesOf, usedOf } from './allocated';
import { allOf, isResources, membersFilter, resourcesIn, traitsFilter, withRoom } from './asked';
import { forAdmins, granted, type PlacementCall, providersOf, refuse, since, withQuery } from './call';
import { traitsOf } from './known';
import { ancestry } from './providers';

/** Where something could be had. Source: placement/handlers/allocation_candidate.py@8.0, as observed. */

const text: Schema = { type: 'string' };

const queryOf = (call: PlacementCall): Schema['properties'] => ({
  resources: text,
  ...(since(call, 16) && {
    limit: { type: ['integer', 'string'], pattern: '^[1-9][0-9]*$', minimum: 1, minLength: 1 },
  }),
  ...(since(call, 17) && { required: text }),
  ...(since(call, 21) && { member_of: text }),
  ...(since(call, 31) && { in_tree: text }),
});

/** What can be asked for in groups, which here is not. */
const grouped = /^(resources|required|member_of|in_tree)[a-zA-Z0-9_-]+$|^(group_policy|root_required|same_subtree)$/;

const requestOf = (call: PlacementCall, { providerId }: Provider, resources: Resources): object =>
  since(call, 12)
    ? { allocations: { [providerId]: { resources } }, ...(since(call, 34) && { mappings: { '': [providerId] } }) }
    : { allocations: [{ resource_provider: { uuid: providerId }, resources }] };

function summaryOf(call: PlacementCall, provider: Provider, wanted: Resources): object {
  const { providerId } = provider;
  const used = usedOf(call.world, providerId);
  const inventories = Object.entries(inventoriesOf(call.world, providerId));
  const shown = inventories.filter(([name]) => since(call, 27) || Object.hasOwn(wanted, name));
  const resources = shown.map(([name, inventory]) => [
    name,
    { capacity: capacityOf(inventory), used: used[name] ?? 0 },
  ]);
  return {
    resources: Object.fromEntries(resources),
    ...(since(call, 17) && { traits: traitsOf(call, provider) }),
    ...(since(call, 29) && ancestry(call, provider)),
  };
}

function found(call: PlacementCall): Reply {
  const { query } = call.request;
  const wanted = query.get('resources');
  if (wanted === null) {
    const why = 'There must be at least one resources or resources[$S] parameter.';
    return refuse(call, 400, why, { code: 'placement.query.missing_value' });
  }
  const resources = resourcesIn(call, wanted, (why) => `Invalid resource class in resources parameter: ${why}`);
  if (!isResources(resources)) return resources;
  const tree = query.get('in_tree');
  const keep = allOf([
    ({ providerId }) => tree === null || providerId === tree,
    membersFilter(call),
    traitsFilter(call, (why) => why),
    withRoom(call, resources),
  ]);
  if (typeof keep !== 'function') return keep;
  const fitting = providersOf(call)
    .filter(keep)
    .slice(0, Number(query.get('limit') ?? Number.POSITIVE_INFINITY));
  return granted(call, {
    allocation_requests: fitting.map((provider) => requestOf(call, provider, resources)),
    provider_summaries: Object.fromEntries(
      fitting.map((provider) => [provider.providerId, summaryOf(call, provider, resources)]),
    ),
  });
}

export const candidateRoutes = {
  'GET /allocation_candidates': (call: PlacementCall): Reply =>
    forAdmins(call, 'placement:allocation_candidates:list', () => {
      const names = [...call.request.query.keys()];
      if (since(call, 25) && names.some((name) => grouped.test(name))) {
        return notSimulated('allocation candidates for groups of resources');
      }
      return withQuery(call, queryOf(call), () => found(call), since(call, 25) ? [] : ['resources']);
    }),
};
