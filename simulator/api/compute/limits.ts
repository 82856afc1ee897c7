import { quotaOf, usedOf } from '../../compute/quotas';
import type { Limited } from '../../compute/tables';
import { policyRefuses } from '../../fault';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, isSince, otherReply } from './call';

/** What a project may have, and has. Source: nova/api/openstack/compute/limits.py and views/limits.py @26.2.2. */

/** The name of each limit; before which microversion it was shown, where it no longer is. */
const limits: readonly (readonly [name: string, of: Limited, until?: number])[] = [
  ['maxTotalInstances', 'instances'],
  ['maxTotalCores', 'cores'],
  ['maxTotalRAMSize', 'ram'],
  ['maxServerMeta', 'metadata_items'],
  ['maxImageMeta', 'metadata_items', 39],
  ['maxPersonality', 'injected_files', 57],
  ['maxPersonalitySize', 'injected_file_content_bytes', 57],
  ['maxTotalKeypairs', 'key_pairs'],
  ['maxServerGroups', 'server_groups'],
  ['maxServerGroupMembers', 'server_group_members'],
  ['maxTotalFloatingIps', 'floating_ips', 36],
  ['maxSecurityGroups', 'security_groups', 36],
  ['maxSecurityGroupRules', 'security_group_rules', 36],
];
const uses: typeof limits = [
  ['totalRAMUsed', 'ram'],
  ['totalCoresUsed', 'cores'],
  ['totalInstancesUsed', 'instances'],
  ['totalFloatingIpsUsed', 'floating_ips', 36],
  ['totalSecurityGroupsUsed', 'security_groups', 36],
  ['totalServerGroupsUsed', 'server_groups'],
];

export const limitRoutes = {
  'GET /limits': (call: ComputeCall): Reply => {
    const other = call.request.query.get('tenant_id');
    if (other !== null && !isAdmin(call)) {
      return faultReply(call, policyRefuses('os_compute_api:limits:other_project'));
    }
    const project = other ?? call.caller.projectId;
    const [quota, used] = [quotaOf(call.world, project), usedOf(call.world, project)];
    const shown = (rows: typeof limits, values: Readonly<Record<Limited, number>>) =>
      rows
        .filter(([, , until]) => until === undefined || !isSince(call, until))
        .map(([name, of]) => [name, values[of]]);
    const absolute = Object.fromEntries([...shown(limits, quota), ...shown(uses, used)]);
    return otherReply(call, 200, { limits: { rate: [], absolute } });
  },
};
