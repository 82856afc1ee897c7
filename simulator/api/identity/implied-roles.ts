import { impliedBy, type Role } from '../../identity/tables';
import type { Reply } from '../message';
import { forAdmins, type IdentityCall, notFound } from './call';

/** Which role brings which other one along. It cannot be changed. */

const shown = ({ base }: IdentityCall, { id, name }: Role) => ({ id, name, links: { self: `${base}/roles/${id}` } });

const inference = (call: IdentityCall, role: Role) => {
  const next = impliedBy(call.tables, role);
  return { prior_role: shown(call, role), implies: next ? [shown(call, next)] : [] };
};

export const impliedRoleRoutes = {
  'GET /role_inferences': (call: IdentityCall): Reply =>
    forAdmins(call, 'list_role_inference_rules', () => {
      const all = [...call.tables.roles.values()].map((role) => inference(call, role));
      return { status: 200, body: { role_inferences: all.filter(({ implies }) => implies.length > 0) } };
    }),
  'GET /roles/{id}/implies': (call: IdentityCall, id: string): Reply => {
    const role = call.tables.roles.get(id);
    if (!role) return notFound(`role: ${id}`);
    return forAdmins(call, 'list_implied_roles', () => ({
      status: 200,
      body: { role_inference: inference(call, role), links: { self: `${call.base}/roles/${id}/implies` } },
    }));
  },
};
