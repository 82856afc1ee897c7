import { isRecord } from '../clients/reading';
import { UserError } from '../user-error';
import type { CloudFiles } from './cloud-files';
import { type ConfiguredCloud, unusable } from './configured-cloud';
import { type Mapping, withUnderscores } from './mapping';
import { mergeAuth } from './merge';
import { profileOf } from './profile';
import { regionOf } from './region';
import type { Surroundings } from './surroundings';

/**
 * The cloud `name` of clouds.yaml and secure.yaml, over its profile, under its region's own settings.
 * @throws UserError where there is none (listing those there are), or it is malformed
 */
export function namedCloud(
  name: string,
  files: CloudFiles,
  surroundings: Surroundings,
  regionName: string | undefined,
): ConfiguredCloud {
  const written = files.clouds[name];
  if (written === undefined) throw unknownCloud(name, files);
  const cloud = withSettings(name, files, isRecord(written) ? withUnderscores(written) : {});
  if (!isRecord(written)) throw unusable(cloud, [], 'must be a mapping with the key "auth"');
  if (isRecord(cloud.settings.auth) !== (cloud.settings.auth !== undefined)) {
    throw unusable(cloud, ['auth'], 'must have a mapping below "auth": auth_url, username, password, project_name …');
  }
  const profile = profileOf(cloud, surroundings);
  const region = regionOf(cloud, profile, regionName);
  const settings = mergeAuth(mergeAuth(profile, cloud.settings), { ...region.values, region_name: region.name });
  return withSettings(name, files, settings);
}

function withSettings(name: string, files: CloudFiles, settings: Mapping): ConfiguredCloud {
  return {
    name,
    settings,
    auth: isRecord(settings.auth) ? settings.auth : {},
    at: (...keys) => files.at(name, ...keys),
    spelt: (key, below) => (below === undefined ? key : `${below}.${key}`),
    place: 'there or in secure.yaml',
  };
}

function unknownCloud(name: string, files: CloudFiles): UserError {
  const names = Object.keys(files.clouds);
  const what = `there is no cloud "${name}"`;
  if (names.length > 0) return new UserError(`${files.path}: ${what}; it has: ${names.join(', ')}${files.hint}`);
  return new UserError(`${files.path}: ${what}, nor any other: add it below "clouds"${files.hint}`);
}
