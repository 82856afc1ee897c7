import type { HostWishes } from '../../simulator';
import { readYaml } from '../../targets/configuration/read-yaml';
import { UserError } from '../../targets/user-error';

const host = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    zone: { type: 'string', pattern: '^[^:\\s]+$' },
    driver: { enum: ['fake', 'libvirt'] },
    // Source: the schema of a trait's name in Placement.
    traits: { type: 'array', uniqueItems: true, items: { type: 'string', pattern: '^[A-Z0-9_]+$', maxLength: 255 } },
    memory: { type: 'integer', minimum: 1 },
  },
} as const;

/** Hosts by their names, as a user gives them. */
export const hostsSchema = { type: 'object', minProperties: 1, additionalProperties: host } as const;

const name = /^[A-Za-z][\w.-]*$/;

/**
 * @param where whose hosts these are, for the user
 * @throws UserError for a name that no host can have
 */
export function namedHosts(where: string, hosts: Readonly<Record<string, HostWishes[string] | null>>): HostWishes {
  const wrong = Object.keys(hosts).find((key) => !name.test(key));
  if (wrong !== undefined) {
    const what = 'a host’s name begins with a letter and goes on with letters, digits, hyphens, underscores and dots';
    throw new UserError(`${where}: hosts.${wrong}: ${what}`);
  }
  return Object.fromEntries(Object.entries(hosts).map(([key, wish]) => [key, wish ?? {}]));
}

/**
 * Reads the file of `--hosts`.
 * @throws UserError naming file and line
 */
export function readHosts(path: string): HostWishes {
  const schema = {
    type: 'object',
    required: ['hosts'],
    additionalProperties: false,
    properties: { hosts: hostsSchema },
  };
  return namedHosts(path, readYaml<{ hosts: HostWishes }>(path, schema).hosts);
}
