import type { Reply } from '../message';
import { forAdmins, forThemselves, type IdentityCall, listed } from './call';

/** What this Keystone has none of, and cannot be given: the lists of that are empty. */

const nothing =
  (name: string) =>
  (call: IdentityCall): Reply =>
    listed(call, name, []);

const nothingForAdmins =
  (name: string, action = `list_${name}`) =>
  (call: IdentityCall): Reply =>
    forAdmins(call, action, () => listed(call, name, []));

const nothingOfTheirs =
  (name: string, action: string) =>
  (call: IdentityCall, userId: string): Reply =>
    forThemselves(call, userId, action, () => listed(call, name, []));

export const emptyRoutes = {
  'GET /auth/domains': nothing('domains'),
  'GET /credentials': nothing('credentials'),
  'GET /limits': nothing('limits'),
  'GET /registered_limits': nothing('registered_limits'),
  'GET /groups': nothingForAdmins('groups'),
  'GET /policies': nothingForAdmins('policies'),
  'GET /OS-TRUST/trusts': nothingForAdmins('trusts'),
  'GET /domains/{domain}/users/{user}/roles': nothingForAdmins('roles', 'list_grants'),
  'GET /users/{user}/groups': nothingOfTheirs('groups', 'list_groups_for_user'),
  'GET /users/{user}/access_rules': nothingOfTheirs('access_rules', 'list_access_rules'),
};
