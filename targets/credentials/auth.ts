import type { Auth, Scope } from './cloud-credentials';
import { type ConfiguredCloud, given, missing, required, unusable } from './configured-cloud';
import { asProjectDomain, asUserDomain, domainOf, namesDomain } from './domains';
import { textOf } from './mapping';
import { withoutUndefined } from './without-undefined';

/**
 * How to prove who one is, from `auth_type` and what lies below `auth`.
 * Without an `auth_type` it is a password, or a token where there is one and no password (as python-openstackclient has
 * it). Source: openstack.config.loader, magic_fixes; the options of keystoneauth1's plugins.
 * @throws UserError naming the key that is missing, or an auth_type that is not spoken here
 */
export function authOf(cloud: ConfiguredCloud): Auth {
  const type = textOf(cloud.settings.auth_type) ?? textOf(cloud.settings.auth_plugin) ?? likelyType(cloud);
  switch (type) {
    case 'password':
    case 'v3password':
      return passwordAuth(cloud);
    case 'v3applicationcredential':
      return applicationCredentialAuth(cloud);
    case 'token':
    case 'v3token':
      return { method: 'token', token: required(cloud, 'token', 'auth_token'), scope: scopeOf(cloud) };
    default:
      throw unusable(
        cloud,
        ['auth_type'],
        `has the auth_type "${type}", which is not spoken here: use password, v3applicationcredential or token`,
      );
  }
}

function likelyType(cloud: ConfiguredCloud): string {
  return given(cloud, 'password') === undefined && given(cloud, 'token', 'auth_token') !== undefined
    ? 'token'
    : 'password';
}

function passwordAuth(cloud: ConfiguredCloud): Auth {
  if (given(cloud, 'password') === undefined && given(cloud, 'application_credential_secret') !== undefined) {
    const key = cloud.spelt('auth_type');
    throw unusable(cloud, ['auth'], `has an application credential: set ${key} to v3applicationcredential`);
  }
  const user = userOf(cloud);
  return { method: 'password', ...user, password: required(cloud, 'password'), scope: scopeOf(cloud) };
}

function applicationCredentialAuth(cloud: ConfiguredCloud): Auth {
  const id = given(cloud, 'application_credential_id');
  const name = given(cloud, 'application_credential_name');
  if (id === undefined && name === undefined) throw missing(cloud, 'application_credential_id');
  const secret = required(cloud, 'application_credential_secret');
  if (id !== undefined) return { method: 'application-credential', id, secret };
  return { method: 'application-credential', ...withoutUndefined({ name }), secret, ...userOf(cloud) };
}

function userOf(cloud: ConfiguredCloud) {
  const userId = given(cloud, 'user_id');
  if (userId !== undefined) return { userId };
  const username = required(cloud, 'username', 'user_name');
  const domain = domainOf(cloud, 'user_domain');
  if (domain === undefined) throw missing(cloud, 'user_domain_name', ' (often Default)');
  return { username, ...asUserDomain(domain) };
}

function scopeOf(cloud: ConfiguredCloud): Scope {
  const projectId = given(cloud, 'project_id', 'tenant_id');
  if (projectId !== undefined) return { projectId };
  const projectName = given(cloud, 'project_name', 'tenant_name');
  const systemScope = given(cloud, 'system_scope');
  if (projectName === undefined) {
    if (systemScope === undefined && namesDomain(cloud)) throw missing(cloud, 'project_name');
    return withoutUndefined({ systemScope });
  }
  const domain = domainOf(cloud, 'project_domain');
  if (domain === undefined) throw missing(cloud, 'project_domain_name', ' (often Default)');
  return { projectName, ...asProjectDomain(domain) };
}
