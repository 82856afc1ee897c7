/** A time as Glance writes it, from milliseconds since 1970: 2026-01-01T00:00:00Z */
export const zulu = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
