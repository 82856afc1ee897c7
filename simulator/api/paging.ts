/** Pages of lists, for every service: what stands after a marker, up to a limit. */

export interface PageWish<T> {
  readonly limit: number;
  /** The id of the last one that the client has seen; undefined for the first page. */
  readonly marker?: string | undefined;
  /** Which of them the list is about; the marker may be another. */
  readonly matches?: (item: T) => boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The id for the marker of the next page: there may be more. OpenStack does not look whether there is. */
  readonly next: string | undefined;
}

/**
 * Looks at no more of `all` than it takes to fill the page: what makes them may be a generator that begins anywhere.
 * @returns undefined where there is no such marker
 */
export function pageOf<T extends { readonly id: string }>(
  all: Iterable<T>,
  { limit, marker, matches = () => true }: PageWish<T>,
): Page<T> | undefined {
  const items: T[] = [];
  let begun = marker === undefined;
  for (const item of all) {
    if (begun && items.length < limit && matches(item)) items.push(item);
    begun ||= item.id === marker;
    if (begun && items.length >= limit) break;
  }
  return begun ? { items, next: limit > 0 && items.length === limit ? items.at(-1)?.id : undefined } : undefined;
}

/** A `limit` of digits alone, and no more than the service gives at once; undefined for any other text. */
export const limitOf = (text: string | null, most: number): number | undefined => {
  if (text === null) return most;
  return /^\d+$/.test(text) ? Math.min(Number(text), most) : undefined;
};

/** The query of Nova's link to the next page: what was asked for, each once and in alphabetical order; a new marker last. */
export function nextQuery(query: URLSearchParams, marker: string): string {
  const asked = Object.entries(Object.fromEntries(query)).sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams({ ...Object.fromEntries(asked), marker }).toString();
}
