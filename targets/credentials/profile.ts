import { isRecord } from '../clients/reading';
import type { ConfiguredCloud } from './configured-cloud';
import { unusable } from './configured-cloud';
import { type Mapping, textOf, withUnderscores } from './mapping';
import { searchPath } from './search-path';
import type { Surroundings } from './surroundings';
import { firstYamlFile } from './yaml-file';

/**
 * What the cloud's `profile` (once called `cloud`) says, from `public-clouds` in clouds-public.yaml; nothing where it
 * has none. The profiles built into openstacksdk, and those fetched from a URL, are not had here.
 * @throws UserError where the profile is not found: openstacksdk only warns, and fails later on what is then missing
 */
export function profileOf(cloud: ConfiguredCloud, surroundings: Surroundings): Mapping {
  const key = cloud.settings.profile === undefined ? 'cloud' : 'profile';
  const name = textOf(cloud.settings[key]);
  if (name === undefined) return {};

  const file = firstYamlFile(searchPath('clouds-public', surroundings));
  const profiles = file?.content['public-clouds'];
  const profile = isRecord(profiles) ? profiles[name] : undefined;
  if (isRecord(profile)) return withUnderscores(profile);
  const known = isRecord(profiles) ? Object.keys(profiles).join(', ') || 'none' : 'none';
  const where = file === undefined ? 'there is no clouds-public.yaml' : `${file.path} has: ${known}`;
  throw unusable(
    cloud,
    [key],
    `refers to the profile "${name}", which was not found (${where}): add it there, or write its auth_url and region_name into the cloud`,
  );
}
