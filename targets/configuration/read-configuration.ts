import { existsSync } from 'node:fs';
import type { Configuration, ConfigurationFile } from './configuration';
import { readYaml } from './read-yaml';
import { configurationSchema } from './schema';

/** Where the configuration is looked for when no --config is given. */
export const usualFile = 'nova-rescue.yaml';

/**
 * Reads nova-rescue.yaml: the file that was named, else the usual one where it exists, else nothing.
 * @throws UserError naming file and line
 */
export function readConfiguration(path: string | undefined): Configuration {
  if (path === undefined && !existsSync(usualFile)) return {};
  return configurationOf(readYaml<ConfigurationFile>(path ?? usualFile, configurationSchema));
}

/** What the file says, hosts and zones taken together. */
export function configurationOf({ hosts, ...content }: ConfigurationFile): Configuration {
  // A host is a place like a zone: Nova takes `zone:host` for an availability zone.
  const both = (kind: 'capable' | 'incapable') => [...(content.zones?.[kind] ?? []), ...(hosts?.[kind] ?? [])];
  return { ...content, zones: { capable: both('capable'), incapable: both('incapable') } };
}
