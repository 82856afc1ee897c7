import { type Counted, counted } from '../../network/tables';
import { type Reply, recordOf, within } from '../message';
import { isAdmin } from '../service';
import { natural } from './attribute';
import { quotaOf, usedOf, usualQuota } from './quota-check';
import { disallowed, forbidden, invalidInput, malformed, type Refusal, refusalReply } from './refusal';
import type { NetworkCall, Routes } from './resource';

/**
 * How much a project may have. Its members may look, and admins change it. Source: neutron/extensions/quotasv2.py and
 * neutron/conf/policies/quotas.py@21, as observed.
 */

const forAdmins = (call: NetworkCall, verb: string, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : refusalReply(disallowed(`rule:${verb}_quota`));

const forMembers = (
  call: NetworkCall,
  project: string,
  answer: () => Reply,
  refused: Refusal = disallowed('rule:get_quota'),
): Reply => (isAdmin(call) || project === call.caller.projectId ? answer() : refusalReply(refused));

const noDetails = forbidden(
  'AdminRequired',
  'User does not have admin privileges: Only admin is authorized to access quotas for another project.',
);

const shown = (quota: object): Reply => ({ status: 200, body: { quota } });

function update(call: NetworkCall, project: string): Reply {
  const wanted = within(call.json, 'quota');
  if (!('quota' in recordOf(call.json))) return refusalReply(malformed("Unable to find 'quota' in request body"));
  const unknown = Object.keys(wanted).filter((name) => !counted.some((one) => one === name));
  if (unknown.length > 0) return refusalReply(malformed(`Unrecognized attribute(s) '${unknown.join(', ')}'`));
  const read: Partial<Record<Counted, number>> = {};
  for (const name of counted) {
    if (wanted[name] === undefined) continue;
    const result = Number(wanted[name]) === -1 ? { value: -1 } : natural(wanted[name], name);
    if (!('value' in result)) return refusalReply(invalidInput(`${name} must be an integer`));
    read[name] = Number(result.value);
  }
  call.tables.quotas.set(project, { ...call.tables.quotas.get(project), ...read });
  return shown(quotaOf(call.tables, project));
}

function details(call: NetworkCall, project: string): Reply {
  const limits = quotaOf(call.tables, project);
  const detail = (what: Counted) => ({ limit: limits[what], used: usedOf(call.tables, project, what), reserved: 0 });
  return shown(Object.fromEntries(counted.map((what) => [what, detail(what)])));
}

export const quotaRoutes: Routes = {
  'GET /v2.0/quotas': (call) =>
    forAdmins(call, 'get', () => {
      const quotas = [...call.tables.quotas.keys()].map((id) => ({
        ...quotaOf(call.tables, id),
        tenant_id: id,
        project_id: id,
      }));
      return { status: 200, body: { quotas } };
    }),
  'GET /v2.0/quotas/tenant': ({ caller }) => ({ status: 200, body: { tenant: { tenant_id: caller.projectId } } }),
  'GET /v2.0/quotas/project': ({ caller }) => ({ status: 200, body: { project: { project_id: caller.projectId } } }),
  'GET /v2.0/quotas/{project}': (call, id = '') => forMembers(call, id, () => shown(quotaOf(call.tables, id))),
  'GET /v2.0/quotas/{project}/default': (call, id = '') => forMembers(call, id, () => shown(usualQuota)),
  'GET /v2.0/quotas/{project}/details': (call, id = '') => forMembers(call, id, () => details(call, id), noDetails),
  'PUT /v2.0/quotas/{project}': (call, id = '') => forAdmins(call, 'update', () => update(call, id)),
  'DELETE /v2.0/quotas/{project}': (call, id = '') =>
    forAdmins(call, 'delete', () => {
      call.tables.quotas.delete(id);
      return { status: 204 };
    }),
};
