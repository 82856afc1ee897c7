/** Times as Nova writes them, from milliseconds since 1970. */

/** `2026-01-01T00:00:00Z` */
export const time = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** `2026-01-01T00:00:00.000000` */
export const exact = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}.000000`;
