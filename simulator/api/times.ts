/** Times as the services write them, from milliseconds since 1970. */

const toSeconds = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

/** Glance's: 2026-01-01T00:00:00Z */
export const zulu = (milliseconds: number): string => `${toSeconds(milliseconds)}Z`;

/** Cinder's: 2026-01-01T00:00:00.000000 */
export const fractional = (milliseconds: number): string => `${toSeconds(milliseconds)}.000000`;
