import type { Service } from '../target';
import { UserError } from '../user-error';
import { authOf } from './auth';
import { cloudFiles } from './cloud-files';
import { type ConfiguredCloud, required } from './configured-cloud';
import { endpointOverrides } from './endpoint-overrides';
import { environmentCloud, environmentName } from './environment-cloud';
import { type Interface, interfaceOf } from './interface';
import { textOf } from './mapping';
import { namedCloud } from './named-cloud';
import type { Surroundings } from './surroundings';
import { tlsSettings } from './tls-settings';
import { webAddress } from './web-address';
import { withoutUndefined } from './without-undefined';

/** What a token is to be good for. Empty: whatever Keystone takes without being told. */
export interface Scope {
  readonly projectId?: string;
  readonly projectName?: string;
  readonly projectDomainName?: string;
  readonly projectDomainId?: string;
  /** `all` is the only one Keystone knows. */
  readonly systemScope?: string;
}

/** A user by id, or by name and domain. */
export interface User {
  readonly username?: string;
  readonly userId?: string;
  readonly userDomainName?: string;
  readonly userDomainId?: string;
}

/** How to prove who one is to Keystone. An application credential is bound to its project: it has no scope. */
export type Auth =
  | ({ readonly method: 'password'; readonly password: string; readonly scope: Scope } & User)
  | ({
      readonly method: 'application-credential';
      readonly id?: string;
      readonly name?: string;
      readonly secret: string;
    } & User)
  | { readonly method: 'token'; readonly token: string; readonly scope: Scope };

/** All that is needed to sign in to one region of a cloud. Holds secrets: never print it. */
export interface CloudCredentials {
  /** As the user named it, or `envvars`. */
  readonly name: string;
  /** Where Keystone is, without a trailing slash; it may or may not end in `/v3`. */
  readonly authUrl: string;
  readonly auth: Auth;
  /** Undefined: the first that the catalogue has. */
  readonly regionName?: string;
  readonly interface: Interface;
  /** Without trailing slashes; `%(project_id)s` and `$(project_id)s` may stand in them. */
  readonly endpointOverrides: Readonly<Partial<Record<Service, string>>>;
  /** Paths of PEM files, absolute. */
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Whether to accept any certificate at all. It beats `cacert`. */
  readonly insecure: boolean;
}

/**
 * Finds the credentials of the cloud `name` exactly as openstacksdk does: clouds.yaml, secure.yaml and
 * clouds-public.yaml on their search path. Without a name: the cloud OS_CLOUD names, else that of the plain OS_*
 * variables, else the only cloud of clouds.yaml. A named cloud takes nothing from the plain OS_* variables.
 * `regionName` chooses among a cloud's regions; its first unless given.
 * Source: openstack.config.loader (openstacksdk 0.101).
 * @throws UserError on one line, saying where and what to do, quoting no secret
 */
export function findCloud(name: string | undefined, surroundings: Surroundings, regionName?: string): CloudCredentials {
  const cloud = configuredCloud(name, surroundings, regionName);
  return {
    name: cloud.name,
    authUrl: webAddress(cloud, ['auth', 'auth_url'], required(cloud, 'auth_url')),
    auth: authOf(cloud),
    ...withoutUndefined({ regionName: regionName ?? textOf(cloud.settings.region_name) }),
    interface: interfaceOf(cloud),
    endpointOverrides: endpointOverrides(cloud),
    ...tlsSettings(cloud, surroundings),
  };
}

function configuredCloud(name: string | undefined, surroundings: Surroundings, regionName?: string): ConfiguredCloud {
  const wanted = name || surroundings.env.OS_CLOUD || undefined;
  const fromEnvironment = environmentCloud(surroundings);
  const environment = environmentName(surroundings);
  // Only where the files can matter: a malformed clouds.yaml does not get in the way of the plain variables.
  if (fromEnvironment !== undefined && (wanted === undefined || wanted === environment)) return fromEnvironment;

  const files = cloudFiles(surroundings);
  if (wanted !== undefined) return namedCloud(wanted, files, surroundings, regionName);
  const names = Object.keys(files.clouds);
  const [only] = names;
  if (only !== undefined && names.length === 1) return namedCloud(only, files, surroundings, regionName);
  if (only === undefined) {
    throw new UserError(
      `no cloud is configured (${files.path})${files.hint}: write a clouds.yaml, or set OS_AUTH_URL and its like`,
    );
  }
  throw new UserError(`${files.path}: no cloud is chosen: set OS_CLOUD to one of ${names.join(', ')}`);
}
