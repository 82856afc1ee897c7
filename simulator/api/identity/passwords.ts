import { isEnabled, revokeAll } from '../../identity/tables';
import { type Reply, within } from '../message';
import { isSame } from './authenticate';
import { type OpenCall, unauthorized } from './call';
import { passwordChange } from './schemas';
import { misfit } from './valid';

/** `POST /users/{id}/password`: for whoever knows the password, with a token or without. */
export function changePassword(call: OpenCall, id: string): Reply {
  const given = within(call.json, 'user');
  const refused = misfit(passwordChange, given);
  if (refused) return refused;
  const user = call.tables.users.get(id);
  if (!user || !isEnabled(call.tables, user) || !isSame(user.password, given.original_password)) {
    return unauthorized(call);
  }
  call.tables.users.set(id, { ...user, password: String(given.password) });
  revokeAll(call.tables, 'userId', id, call.world.clock.now());
  return { status: 204 };
}
