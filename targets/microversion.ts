/** A microversion as this side of the wire reads it; the simulator has its own reading, on purpose. */
export type Microversion = readonly [major: number, minor: number];

export const text = ([major, minor]: Microversion): string => `${major}.${minor}`;

export const compare = (a: Microversion, b: Microversion): number => a[0] - b[0] || a[1] - b[1];

export function read(version: unknown): Microversion | undefined {
  const [, major, minor] = (typeof version === 'string' && /^(\d+)\.(\d+)$/.exec(version)) || [];
  return major !== undefined && minor !== undefined ? [Number(major), Number(minor)] : undefined;
}

/** Every microversion of the major version from `first` to `last`, both of them too. */
export function between(first: Microversion, last: Microversion): readonly Microversion[] {
  const count = Math.max(0, last[1] - first[1] + 1);
  return Array.from({ length: count }, (_, index): Microversion => [first[0], first[1] + index]);
}

/** The number that Nova gave the specification's microversion. Source: REST API version history, 2.87. */
export const optIn: Microversion = [2, 87];
