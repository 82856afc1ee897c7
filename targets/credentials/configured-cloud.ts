import { UserError } from '../user-error';
import { type Mapping, textOf } from './mapping';

/** One cloud's settings, wherever they came from, before they are understood. */
export interface ConfiguredCloud {
  /** As messages name it: the name it was asked for, or `envvars`. */
  readonly name: string;
  /** Keys with underscores; profile, region and secure.yaml already merged in. */
  readonly settings: Mapping;
  /** The settings below `auth`, or none. */
  readonly auth: Mapping;
  /** Where a setting is written: `/path/clouds.yaml:7`, or `environment`. */
  at(...keys: readonly string[]): string;
  /** How the user spells a setting: `auth.password`, `region_name`, or `OS_PASSWORD`. */
  spelt(key: string, below?: 'auth'): string;
  /** Where the user may add a setting. */
  readonly place: string;
}

/** The first of these settings that is given; below `auth` beats beside it, as in openstack.config.loader. */
export function given(cloud: ConfiguredCloud, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = textOf(cloud.auth[key]) ?? textOf(cloud.settings[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A setting below `auth` that must be there. @throws UserError saying which key to add, and where */
export function required(cloud: ConfiguredCloud, ...keys: readonly [string, ...string[]]): string {
  const value = given(cloud, ...keys);
  if (value !== undefined) return value;
  throw missing(cloud, keys[0]);
}

export function missing(cloud: ConfiguredCloud, key: string, advice = ''): UserError {
  return new UserError(
    `${cloud.at('auth')}: cloud "${cloud.name}" has no ${key}: set ${cloud.spelt(key, 'auth')} ${cloud.place}${advice}`,
  );
}

/** A setting that is there but cannot be used. `what` continues `cloud "x" …`, and quotes no secret. */
export function unusable(cloud: ConfiguredCloud, keys: readonly string[], what: string): UserError {
  return new UserError(`${cloud.at(...keys)}: cloud "${cloud.name}" ${what}`);
}
