import { type ConfiguredCloud, unusable } from './configured-cloud';
import { textOf } from './mapping';

/**
 * The URL `written` under `keys`, without trailing slashes. `{region_name}` and its like stand for other settings of
 * the cloud, as openstacksdk has it.
 * @throws UserError where it is no http or https URL, holds a user name or password, or names a setting that is not given
 */
export function webAddress(cloud: ConfiguredCloud, keys: readonly string[], written: string): string {
  const key = cloud.spelt(keys.at(-1) ?? '');
  const url = written.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = /password|secret|token/.test(name) ? undefined : textOf(cloud.settings[name]);
    if (value === undefined) throw unusable(cloud, keys, `has {${name}} in its ${key}, but no ${name}: set it`);
    return value;
  });
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || parsed.host === '') {
    throw unusable(cloud, keys, `has a ${key} that is no URL: write it in full, as in https://host:5000/v3`);
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw unusable(cloud, keys, `has a user name or password inside its ${key}: set them as settings of their own`);
  }
  return url.replace(/\/+$/, '');
}
