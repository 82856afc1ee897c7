/** Times as the services write them, from milliseconds since 1970. */

const toSeconds = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

/** Glance's: 2026-01-01T00:00:00Z */
export const zulu = (milliseconds: number): string => `${toSeconds(milliseconds)}Z`;

/** Cinder's, as its database keeps them: 2026-01-01T00:00:00.000000 */
export const fractional = (milliseconds: number): string => `${toSeconds(milliseconds)}.000000`;

/**
 * Cinder's before its database has seen them. Microseconds, that simulated clocks do not count, are drawn from the id of
 * what was made then.
 */
export const toMicroseconds = (milliseconds: number, id: string): string =>
  `${new Date(milliseconds).toISOString().slice(0, 23)}${String(1 + (Number.parseInt(id.slice(0, 8), 16) % 999)).padStart(3, '0')}`;
