import { type ConfiguredCloud, given } from './configured-cloud';
import { withoutUndefined } from './without-undefined';

/** A domain by its id or by its name, never both. */
export type Domain = { readonly id: string; readonly name?: never } | { readonly name: string; readonly id?: never };

/**
 * The domain that `<kind>_id` or `<kind>_name` names; else that of the plain `domain_id` / `domain_name`; else the
 * default one. OS_DEFAULT_DOMAIN holds an id, as in python-openstackclient.
 * Source: openstack.config.loader, _handle_domain_id; keystoneauth1.identity.generic.base; osc_lib.cli.client_config.
 */
export function domainOf(cloud: ConfiguredCloud, kind: 'user_domain' | 'project_domain'): Domain | undefined {
  return named(cloud, kind) ?? named(cloud, 'domain') ?? named(cloud, 'default_domain') ?? bareDefault(cloud);
}

/** Whether a token of a whole domain is asked for: a `domain_id` or `domain_name` that no project goes with. */
export function namesDomain(cloud: ConfiguredCloud): boolean {
  return named(cloud, 'domain') !== undefined;
}

function named(cloud: ConfiguredCloud, kind: string): Domain | undefined {
  const id = given(cloud, `${kind}_id`);
  if (id !== undefined) return { id };
  const name = given(cloud, `${kind}_name`);
  return name === undefined ? undefined : { name };
}

function bareDefault(cloud: ConfiguredCloud): Domain | undefined {
  const id = given(cloud, 'default_domain');
  return id === undefined ? undefined : { id };
}

/** The keys of a user's domain, as credentials have them. */
export function asUserDomain({ id, name }: Domain) {
  return withoutUndefined({ userDomainId: id, userDomainName: name });
}

/** The keys of a project's domain, as credentials have them. */
export function asProjectDomain({ id, name }: Domain) {
  return withoutUndefined({ projectDomainId: id, projectDomainName: name });
}
