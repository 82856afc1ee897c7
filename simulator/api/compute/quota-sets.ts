import { quotaOf, usedOf, usualQuota } from '../../compute/quotas';
import { type Limited, limited } from '../../compute/tables';
import { badRequest, policyRefuses } from '../../fault';
import { isTrue } from '../is-true';
import { type Reply, within } from '../message';
import { isAdmin } from '../service';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply } from './call';
import { quotaSetSchema } from './schemas/quota-set-schema';
import { shaped } from './shaped';

/** How much a project may have. Source: nova/api/openstack/compute/quota_sets.py@26.2.2. */

const gone36: readonly Limited[] = ['fixed_ips', 'floating_ips', 'security_group_rules', 'security_groups'];
const gone57: readonly Limited[] = ['injected_file_content_bytes', 'injected_file_path_bytes', 'injected_files'];

/** Those that the microversion knows. */
const known = (call: Pick<ComputeCall, 'microversion'>): readonly Limited[] =>
  limited.filter(
    (what) => !(gone36.includes(what) && isSince(call, 36)) && !(gone57.includes(what) && isSince(call, 57)),
  );

const shown = (call: ComputeCall, id: string | undefined, value: (what: Limited) => unknown): Reply =>
  otherReply(call, 200, {
    quota_set: {
      ...(id !== undefined && { id }),
      ...Object.fromEntries(known(call).map((what) => [what, value(what)])),
    },
  });

/** Answers about a project that there is. Quotas of one user among a project's are not simulated, and not counted. */
function withProject(call: ComputeCall, project: string, answer: () => Reply): Reply {
  return call.world.identity.projects.has(project)
    ? answer()
    : faultReply(call, badRequest(`Project ID ${project} is not a valid project.`));
}

const policy = (action: string) => `os_compute_api:os-quota-sets:${action}`;

/** What a project may look at itself. */
const ownOrAdmin = (call: ComputeCall, project: string, action: string, answer: () => Reply): Reply =>
  project === call.caller.projectId || isAdmin(call)
    ? withProject(call, project, answer)
    : faultReply(call, policyRefuses(policy(action)));

function update(call: ComputeCall, project: string): Reply {
  const wanted = within(call.json, 'quota_set');
  const used = usedOf(call.world, project);
  const changes: Partial<Record<Limited, number>> = {};
  for (const what of known(call)) {
    if (wanted[what] === undefined) continue;
    const limit = Number(wanted[what]);
    if (limit >= 0 && limit < used[what] && !isTrue(wanted.force)) {
      const least = `must be greater than or equal to already used and reserved ${used[what]}`;
      return faultReply(call, badRequest(`Quota limit ${limit} for ${what} ${least}.`));
    }
    changes[what] = limit;
  }
  const { quotas } = call.world.compute;
  quotas.set(project, { ...quotas.get(project), ...changes });
  const quota = quotaOf(call.world, project);
  return shown(call, undefined, (what) => quota[what]);
}

export const quotaSetRoutes = {
  'GET /os-quota-sets/{project}': (call: ComputeCall, project: string): Reply =>
    ownOrAdmin(call, project, 'show', () => {
      const quota = quotaOf(call.world, project);
      return shown(call, project, (what) => quota[what]);
    }),
  'GET /os-quota-sets/{project}/defaults': (call: ComputeCall, project: string): Reply =>
    withProject(call, project, () => shown(call, project, (what) => usualQuota[what])),
  'GET /os-quota-sets/{project}/detail': (call: ComputeCall, project: string): Reply =>
    ownOrAdmin(call, project, 'detail', () => {
      const [quota, used] = [quotaOf(call.world, project), usedOf(call.world, project)];
      return shown(call, project, (what) => ({ limit: quota[what], in_use: used[what], reserved: 0 }));
    }),
  'PUT /os-quota-sets/{project}': shaped(
    (microversion) => quotaSetSchema(known({ microversion })),
    (call, project = '') =>
      forAdmins(call, policy('update'), () => withProject(call, project, () => update(call, project))),
  ),
  'DELETE /os-quota-sets/{project}': (call: ComputeCall, project: string): Reply =>
    forAdmins(call, policy('delete'), () => {
      call.world.compute.quotas.delete(project);
      return { status: 202 };
    }),
};
