import { mounts } from '../../mounts';
import { defaultGroup } from '../../network/security-groups';
import { notSimulated, type Reply } from '../message';
import { router } from '../route';
import type { Call } from '../service';
import { isAdmin } from '../service';
import { routesOf } from './collection';
import { extensionRoutes } from './extensions';
import { networks } from './networks';
import { ports } from './ports';
import { quotaRoutes } from './quotas';
import { disallowed, noMethod, noResource, refusalReply } from './refusal';
import type { NetworkCall, Routes } from './resource';
import { securityGroupRules } from './security-group-rules';
import { securityGroups } from './security-groups';
import { subnets } from './subnets';
import { apiDocument } from './version-documents';

/** The slice of Neutron v2 that servers with ports need. */

const routes: Routes = {
  'GET /v2.0/': (call) => apiDocument(call.base),
  ...routesOf(networks),
  ...routesOf(subnets),
  ...routesOf(ports),
  ...routesOf(securityGroups),
  ...routesOf(securityGroupRules),
  ...quotaRoutes,
  ...extensionRoutes,
  'GET /v2.0/availability_zones': () => ({ status: 200, body: { availability_zones: [] } }),
  // There are none: nothing here needs one.
  'GET /v2.0/agents': (call) =>
    isAdmin(call) ? { status: 200, body: { agents: [] } } : refusalReply(disallowed('rule:get_agent')),
};

/** What Neutron has more of. */
const known =
  /^\/v2\.0\/(routers|floatingips|floatingip_pools|subnetpools|address-scopes|address-groups|rbac-policies|trunks|qos|segments|network-ip-availabilities|network_segment_ranges|metering|service-providers|service-profiles|flavors|local_ips|log|default-security-group-rules|auto-allocated-topology|lbaas|fwaas|vpn|bgp-speakers)(\/|$)/;

const find = router(routes);
const methods = ['GET', 'POST', 'PUT', 'DELETE'];

/** What a path of another method answers. */
const otherwise = (path: string): Reply =>
  refusalReply(methods.some((method) => find(method, path)) ? noMethod : noResource);

/** Answers one request, whose path is relative to /network. */
export function networkReply(whole: Call): Reply {
  const path = whole.request.path.replace(/(?<!^\/v2\.0)\/$/, '').replace(/\.json$/, '');
  if (!/^\/v2\.0(\/|$)/.test(path)) return { status: 404 };
  const request = { ...whole.request, path };
  const call: NetworkCall = {
    ...whole,
    request,
    base: `${whole.origin}${mounts.network}`,
    tables: whole.world.network,
  };
  if (known.test(path)) return notSimulated(`${request.method} ${path} of Neutron`);
  // Whoever looks at groups or their rules finds the project's own.
  if (/^\/v2\.0\/(security-group|ports)/.test(path)) defaultGroup(call.world, call.caller.projectId);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  return find(method, path)?.answer(call) ?? otherwise(path);
}
