/** A microversion, as [major, minor]. */
export type Microversion = readonly [major: number, minor: number];

export const compare = (a: Microversion, b: Microversion): number => a[0] - b[0] || a[1] - b[1];

export const format = ([major, minor]: Microversion): string => `${major}.${minor}`;

/** Reads `2.87`; undefined for anything else, leading zeros included. */
export function parse(text: string): Microversion | undefined {
  const match = /^([1-9]\d*)\.([1-9]\d*|0)$/.exec(text);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

export interface Range {
  readonly oldest: Microversion;
  readonly newest: Microversion;
}

export type Negotiation =
  | { readonly kind: 'agreed'; readonly version: Microversion }
  | { readonly kind: 'malformed'; readonly text: string }
  | { readonly kind: 'unsupported'; readonly version: Microversion };

export type Headers = Readonly<Record<string, string>>;

/**
 * Finds what version text the headers ask for. OpenStack-API-Version wins where it names compute: its list is read from
 * the right, the service's name in any case; else the legacy header counts.
 * @returns the version's text, or undefined where none is asked for
 * Source: Compute API guide, Microversions; the order within a list as in released Nova.
 */
export function requestedVersion(headers: Headers): string | undefined {
  for (const entry of (headers['openstack-api-version'] ?? '').split(',').reverse()) {
    const named = /^compute\s+(.+)$/i.exec(entry.trim());
    if (named) return named[1];
  }
  return headers['x-openstack-nova-api-version']?.split(',').at(-1)?.trim();
}

/** Settles which microversion serves a request. No header: the oldest. */
export function negotiate(requested: string | undefined, { oldest, newest }: Range): Negotiation {
  if (requested === undefined) return { kind: 'agreed', version: oldest };
  if (requested === 'latest') return { kind: 'agreed', version: newest };
  const version = parse(requested);
  if (!version) return { kind: 'malformed', text: requested };
  const supported = compare(version, oldest) >= 0 && compare(version, newest) <= 0;
  return supported ? { kind: 'agreed', version } : { kind: 'unsupported', version };
}

/** How an answer names the microversion that it was served at. */
export const versionHeaders = (version: Microversion): Headers => ({
  'OpenStack-API-Version': `compute ${format(version)}`,
  'X-OpenStack-Nova-API-Version': format(version),
  Vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version',
});
