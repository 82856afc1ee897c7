import type { Flavor } from '../world';

/** What the simulated Nova holds beside servers. Plain data throughout; times are milliseconds since the Unix epoch. */

/** A process of Nova, as os-services lists it. */
export interface ServiceRecord {
  readonly number: number;
  readonly uuid: string;
  readonly binary: 'nova-scheduler' | 'nova-conductor' | 'nova-compute';
  readonly host: string;
  isDisabled: boolean;
  disabledReason: string | null;
  forcedDown: boolean;
}

export interface Aggregate {
  readonly number: number;
  readonly uuid: string;
  name: string;
  hosts: readonly string[];
  /** An `availability_zone` among it makes the hosts a zone of that name. */
  metadata: Readonly<Record<string, string>>;
  readonly created: number;
  updated: number | null;
}

export interface Keypair {
  readonly number: number;
  readonly userId: string;
  readonly name: string;
  readonly type: 'ssh' | 'x509';
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly created: number;
}

export interface ServerGroup {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly userId: string;
  readonly policy: string;
  readonly rules: Readonly<Record<string, number>>;
  /** The ids of its servers, some of which may be gone. */
  members: readonly string[];
}

/** What a quota can be of. */
export const limited = [
  'cores',
  'fixed_ips',
  'floating_ips',
  'injected_file_content_bytes',
  'injected_file_path_bytes',
  'injected_files',
  'instances',
  'key_pairs',
  'metadata_items',
  'ram',
  'security_group_rules',
  'security_groups',
  'server_group_members',
  'server_groups',
] as const;
export type Limited = (typeof limited)[number];

export interface ComputeTables {
  readonly services: readonly ServiceRecord[];
  readonly aggregates: Map<number, Aggregate>;
  /** By `user/name`. */
  readonly keypairs: Map<string, Keypair>;
  readonly serverGroups: Map<string, ServerGroup>;
  /** What admins have set for a project, beside the defaults: for -1, as much as it likes. */
  readonly quotas: Map<string, Readonly<Partial<Record<Limited, number>>>>;
  /** How many aggregates and keypairs have ever been made. */
  made: { aggregates: number; keypairs: number };
}

/** A flavor of which no more is said than this. */
export const newFlavor = (given: Pick<Flavor, 'id' | 'name' | 'ram' | 'disk'> & Partial<Flavor>): Flavor => ({
  vcpus: 1,
  isPublic: true,
  isDisabled: false,
  swap: 0,
  ephemeral: 0,
  rxtxFactor: 1,
  description: null,
  extraSpecs: {},
  projects: [],
  ...given,
});
