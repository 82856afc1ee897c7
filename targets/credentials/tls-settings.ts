import path from 'node:path';
import { type ConfiguredCloud, given } from './configured-cloud';
import { textOf } from './mapping';
import type { Surroundings } from './surroundings';
import { withoutUndefined } from './without-undefined';

/**
 * Whom to trust and as whom to appear: paths of PEM files, absolute, and whether to trust anyone (`insecure: true` or
 * `verify: false`). Source: openstack.config.cloud_region, get_requests_verify_args.
 */
export function tlsSettings(cloud: ConfiguredCloud, { cwd, home }: Surroundings) {
  const file = (key: string): string | undefined => {
    const written = given(cloud, key)?.replace(/^~(?=\/|$)/, home);
    return written === undefined ? undefined : path.resolve(cwd, written);
  };
  const says = (key: string, words: readonly string[]) =>
    words.includes((textOf(cloud.settings[key]) ?? '').toLowerCase());
  return {
    ...withoutUndefined({ cacert: file('cacert'), cert: file('cert'), key: file('key') }),
    insecure: says('insecure', ['true', 'yes', 'on', '1']) || says('verify', ['false', 'no', 'off', '0']),
  };
}
