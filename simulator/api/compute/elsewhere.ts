import type { Fault } from '../../fault';
import { notSimulated } from '../message';
import type { Answer } from '../route';
import { available } from './available';
import { type ComputeCall, faultReply, withServer } from './call';

/** What Nova has and is not simulated, and what it has no longer. Source: nova/api/openstack/compute/routes.py@26.2.2. */

const gone: Fault = {
  status: 410,
  name: 'computeFault',
  message: 'This resource is no longer available. No forwarding address is given.',
};

/** What answers 410 whatever is asked, by its paths; in braces is what a path leaves open. */
const removed = [
  'GET POST /os-agents',
  'PUT DELETE /os-agents/{id}',
  'GET POST /os-cells',
  'GET /os-cells/capacities',
  'GET /os-cells/detail',
  'GET /os-cells/info',
  'POST /os-cells/sync_instances',
  'GET PUT DELETE /os-cells/{id}',
  'GET /os-cells/{id}/capacities',
  'POST /os-certificates',
  'GET /os-certificates/{id}',
  'GET POST /os-cloudpipe',
  'PUT /os-cloudpipe/{id}',
  'GET /os-fixed-ips/{id}',
  'POST /os-fixed-ips/{id}/action',
  'GET /os-floating-ip-dns',
  'PUT DELETE /os-floating-ip-dns/{id}',
  'GET PUT DELETE /os-floating-ip-dns/{domain}/entries/{id}',
  'GET POST /os-floating-ips-bulk',
  'GET PUT /os-floating-ips-bulk/{id}',
  'GET /os-fping',
  'GET /os-fping/{id}',
  'POST /os-networks/add',
  'POST /os-networks/{id}/action',
  'GET POST /os-security-group-default-rules',
  'GET DELETE /os-security-group-default-rules/{id}',
  'GET POST /servers/{id}/consoles',
  'GET DELETE /servers/{id}/consoles/{console}',
  'GET /servers/{id}/os-virtual-interfaces',
];

/** What stands for other services, until this microversion. */
const proxies: readonly (readonly [until: number, ...paths: string[]])[] = [
  [
    36,
    'GET POST /os-baremetal-nodes',
    'GET DELETE /os-baremetal-nodes/{id}',
    'POST /os-baremetal-nodes/{id}/action',
    'GET /os-floating-ip-pools',
    'GET POST /os-floating-ips',
    'GET DELETE /os-floating-ips/{id}',
    'GET POST /os-networks',
    'GET DELETE /os-networks/{id}',
    'POST /os-security-group-rules',
    'DELETE /os-security-group-rules/{id}',
    'PUT /os-security-groups/{id}',
    'GET POST /os-snapshots',
    'GET /os-snapshots/detail',
    'GET DELETE /os-snapshots/{id}',
    'GET POST /os-tenant-networks',
    'GET DELETE /os-tenant-networks/{id}',
    'GET POST /os-volumes',
    'GET /os-volumes/detail',
    'GET DELETE /os-volumes/{id}',
  ],
  [43, 'GET /os-hosts/{id}/reboot', 'GET /os-hosts/{id}/shutdown', 'GET /os-hosts/{id}/startup'],
];

/** What there is at every microversion. */
const others = [
  'POST /os-assisted-volume-snapshots',
  'DELETE /os-assisted-volume-snapshots/{id}',
  'GET /os-console-auth-tokens/{id}',
  'GET /os-instance_usage_audit_log',
  'GET /os-instance_usage_audit_log/{id}',
  'GET PUT /os-quota-class-sets/{id}',
  'POST /os-server-external-events',
  'GET POST /os-volumes_boot',
  'GET /os-volumes_boot/detail',
  'GET PUT DELETE /os-volumes_boot/{id}',
  'POST /os-volumes_boot/{id}/action',
];

/** What there is of a server. */
const ofServers = [
  'GET /servers/{id}/diagnostics',
  'DELETE /servers/{id}/migrations/{migration}',
  'POST /servers/{id}/migrations/{migration}/action',
  'GET DELETE /servers/{id}/os-server-password',
  'POST /servers/{id}/remote-consoles',
];

/** One route for each of the methods that stand before a path. */
function routes(paths: readonly string[], answer: (what: string) => Answer<ComputeCall>) {
  const each = paths.flatMap((line) => {
    const [path = '', ...methods] = line.split(' ').reverse();
    return methods.map((method) => [`${method} ${path}`, answer(`${method} ${path} of Nova`)] as const);
  });
  return Object.fromEntries(each);
}

/** They come after all the others, which are looked for first. */
export const elsewhereRoutes = {
  ...routes(removed, () => (call) => faultReply(call, gone)),
  ...Object.assign(
    {},
    ...proxies.map(([until, ...paths]) => routes(paths, (what) => available({ until }, () => notSimulated(what)))),
  ),
  ...routes(others, (what) => () => notSimulated(what)),
  ...routes(
    ofServers,
    (what) =>
      (call, id = '') =>
        withServer(call, id, () => notSimulated(what)),
  ),
};
