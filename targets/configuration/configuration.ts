import type { Caller } from '../target';

/** The images that scenarios name, by what they are for. */
export const imageRoles = [
  'root',
  'stable',
  'plain',
  'bus-only',
  'device-only',
  'snapshot',
  // What servers are made from that get an emulated TPM, or that no host can run.
  'vtpm',
  'unbuildable',
] as const;
export type ImageRole = (typeof imageRoles)[number];

/** What a target can be asked for; a claim turns “cannot be arranged” into “inconclusive”. */
export const capabilities = ['bfv-rescue', 'incapable-host', 'console', 'placement'] as const;
export type Capability = (typeof capabilities)[number];

/** Commands of the operator's own, for what no API of the target offers. */
export type HookName = 'host-trait' | 'reset-state' | 'volume-status';

/** A server of the user's own, which may be used but is never deleted. */
export interface ExistingServer {
  readonly id: string;
  readonly disk: 'image' | 'volume';
  readonly host?: 'capable' | 'incapable';
}

/** All that discovery cannot know. */
export interface Configuration {
  readonly implementation?: {
    readonly org: string;
    readonly product: string;
    readonly version: string;
    readonly contact: string;
  };
  readonly flavor?: string;
  readonly images?: Partial<Record<ImageRole, string>>;
  /** Availability zones, or `zone:host`, by what their hosts report. */
  readonly zones?: { readonly capable?: readonly string[]; readonly incapable?: readonly string[] };
  /** The id of a network, or what Nova calls `none` and `auto`. */
  readonly network?: string;
  readonly servers?: readonly ExistingServer[];
  readonly claims?: readonly Capability[];
  readonly callers?: Partial<Record<Exclude<Caller, 'nobody'>, CallerSource>>;
  readonly hooks?: Partial<Record<HookName, string>>;
}

/** A token from a file, or somebody to sign in as: a cloud of clouds.yaml. */
export type CallerSource = { readonly 'token-file': string } | { readonly cloud: string } | 'none';

/** What nova-rescue.yaml can say. */
export interface ConfigurationFile extends Configuration {
  /** Single hosts, as `zone:host`: a host is a place like a zone. */
  readonly hosts?: Configuration['zones'];
}
