import path from 'node:path';
import { isRecord } from '../clients/reading';
import { UserError } from '../user-error';
import type { Mapping } from './mapping';
import { mergeDeeply } from './merge';
import { searchPath } from './search-path';
import type { Surroundings } from './surroundings';
import { firstYamlFile, type YamlFile } from './yaml-file';

/** All clouds that clouds.yaml and secure.yaml describe. */
export interface CloudFiles {
  /** The file found, or the names of those looked for. */
  readonly path: string;
  /** By name; secure.yaml is merged over clouds.yaml. Values are whatever was written there. */
  readonly clouds: Mapping;
  /** ` (…)` where OS_CLIENT_CONFIG_FILE names a file that could not be read, else empty. */
  readonly hint: string;
  /** `path:line` of a setting of a cloud, as near as can be told. */
  at(name: string, ...keys: readonly string[]): string;
}

/**
 * Finds and reads clouds.yaml and secure.yaml; the first of each on the search path is taken, alone.
 * As in openstacksdk, a file that cannot be read is passed over, even that of OS_CLIENT_CONFIG_FILE.
 * @throws UserError naming file and line where one is malformed
 */
export function cloudFiles(surroundings: Surroundings): CloudFiles {
  const { OS_CLIENT_CONFIG_FILE: chosen, OS_CLIENT_SECURE_FILE: chosenSecure } = surroundings.env;
  const file = firstYamlFile(searchPath('clouds', surroundings, chosen));
  const secure = firstYamlFile(searchPath('secure', surroundings, chosenSecure));
  const passedOver = chosen && file?.path !== path.resolve(surroundings.cwd, chosen);
  return {
    path: file?.path ?? secure?.path ?? 'no clouds.yaml in this directory, ~/.config/openstack or /etc/openstack',
    clouds: mergeDeeply(cloudsIn(file), cloudsIn(secure)),
    hint: passedOver ? ` (OS_CLIENT_CONFIG_FILE names ${chosen}, which cannot be read)` : '',
    at(name, ...keys) {
      const home = [file, secure].find((each) => cloudsIn(each)[name] !== undefined);
      return home?.at('clouds', name, ...keys) ?? this.path;
    },
  };
}

function cloudsIn(file: YamlFile | undefined): Mapping {
  const clouds = file?.content.clouds ?? {};
  if (isRecord(clouds)) return clouds;
  throw new UserError(
    `${file?.at('clouds')}: "clouds" must be a mapping: the name of each cloud, and below it its settings`,
  );
}
