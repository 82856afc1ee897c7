import { type Counted, counted } from '../../network/tables';
import { type Reply, recordOf, within } from '../message';
import { isAdmin } from '../service';
import { natural } from './attribute';
import { quotaOf, usedOf, usualQuota } from './quota-check';
import { disallowed, invalidInput, malformed, refusalReply } from './refusal';
import type { NetworkCall, Routes } from './resource';

/** How much a project may have. Only admins look and change. Source: neutron/extensions/quotasv2.py@21. */

const forAdmins = (call: NetworkCall, verb: string, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : refusalReply(disallowed(`rule:${verb}_quota`));

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
  'GET /v2.0/quotas/{project}': (call, id = '') => forAdmins(call, 'get', () => shown(quotaOf(call.tables, id))),
  'GET /v2.0/quotas/{project}/default': (call) => forAdmins(call, 'get', () => shown(usualQuota)),
  'GET /v2.0/quotas/{project}/details': (call, id = '') =>
    forAdmins(call, 'get', () => {
      const limits = quotaOf(call.tables, id);
      const detail = (what: Counted) => ({ limit: limits[what], used: usedOf(call.tables, id, what), reserved: 0 });
      return shown(Object.fromEntries(counted.map((what) => [what, detail(what)])));
    }),
  'PUT /v2.0/quotas/{project}': (call, id = '') => forAdmins(call, 'update', () => update(call, id)),
  'DELETE /v2.0/quotas/{project}': (call, id = '') =>
    forAdmins(call, 'delete', () => {
      call.tables.quotas.delete(id);
      return { status: 204 };
    }),
};
