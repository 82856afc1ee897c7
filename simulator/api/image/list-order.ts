import type { Image } from '../../world';
import type { Shown } from './list-filters';

/** The order of lists of images. Source: _get_sorting_params in glance/api/v2/images.py@25.1, as observed. */

const sortKeys = ['name', 'status', 'container_format', 'disk_format', 'size', 'id', 'created_at', 'updated_at'];

export interface Order {
  readonly key: string;
  readonly isAscending: boolean;
}

/** The order of the list, or why there is none of the kind. */
export function orderOf(query: URLSearchParams): readonly Order[] | string {
  const pairs: [key: string, direction: string | undefined][] = [];
  const together = query.get('sort');
  if (together !== null) {
    if (query.has('sort_key') || query.has('sort_dir')) return 'Old and new sorting syntax cannot be combined';
    for (const part of together.trim().split(',')) {
      const [key = '', direction] = part.split(':').map((word) => word.trim());
      pairs.push([key, direction]);
    }
  } else {
    const directions = query.getAll('sort_dir');
    const keys = query.getAll('sort_key');
    if (directions.length > 1 && directions.length !== keys.length) {
      return 'Number of sort dirs does not match the number of sort keys';
    }
    for (const [index, key] of (keys.length > 0 ? keys : ['created_at']).entries()) {
      pairs.push([key.trim(), directions[index] ?? directions[0]]);
    }
  }
  const unknown = pairs.find(([key]) => !sortKeys.includes(key));
  if (unknown) return `Invalid sort key: ${unknown[0]}. It must be one of the following: ${sortKeys.join(', ')}.`;
  const [, wrong] = pairs.find(([, direction = 'desc']) => direction !== 'asc' && direction !== 'desc') ?? [];
  if (wrong !== undefined) return `Invalid sort direction: ${wrong}`;
  const order = pairs.map(([key, direction]) => ({ key, isAscending: direction === 'asc' }));
  const rest = ['created_at', 'id'].filter((key) => order.every((given) => given.key !== key));
  // What is not said goes in the direction of what is, where only one is said.
  const isAscending = order.length === 1 && order[0]?.isAscending === true;
  return [...order, ...rest.map((key) => ({ key, isAscending }))];
}

/** Nothing comes before anything, as in MySQL. */
function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return (a as string | number) < (b as string | number) ? -1 : 1;
}

export const sortedBy = (images: readonly (readonly [Image, Shown])[], order: readonly Order[]) =>
  images.toSorted(([, a], [, b]) =>
    order.reduce((sign, { key, isAscending }) => sign || compare(a[key], b[key]) * (isAscending ? 1 : -1), 0),
  );
