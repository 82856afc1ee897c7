import { badRequest, type Refusal } from './refusal';
import type { NetworkCall } from './resource';

/** A page of a list, and the links to the ones before and after. Source: neutron/api/api_common.py@21. */

export interface Page<T> {
  readonly records: readonly T[];
  /** Absent where no limit was asked for. */
  readonly links?: readonly object[];
}

function limitOf({ request }: NetworkCall): number | Refusal {
  const asked = request.query.get('limit') ?? '0';
  if (/^\s*\+?\d+\s*$/.test(asked)) return Number(asked);
  const message = `Limit must be an integer 0 or greater and not '${asked}'`;
  return badRequest('BadRequest', `Bad limit request: ${message}.`);
}

/** @param unknown what is said where the marker names nothing that the caller can see */
export function pageOf<T extends { readonly id: string }>(
  call: NetworkCall,
  all: readonly T[],
  unknown: (id: string) => Refusal,
): Page<T> | Refusal {
  const limit = limitOf(call);
  if (typeof limit === 'object') return limit;
  if (limit === 0) return { records: all };
  const { query } = call.request;
  const marker = query.get('marker');
  const place = all.findIndex(({ id }) => id === marker);
  if (marker !== null && place < 0) return unknown(marker);
  const isReversed = (query.get('page_reverse') ?? '').toLowerCase() === 'true';
  const end = place < 0 ? all.length : place;
  const records = isReversed ? all.slice(Math.max(0, end - limit), end) : all.slice(place + 1, place + 1 + limit);
  return { records, links: linksOf(call, records, limit, isReversed) };
}

function linksOf(
  call: NetworkCall,
  records: readonly { readonly id: string }[],
  limit: number,
  isReversed: boolean,
): readonly object[] {
  const isShort = records.length < limit;
  const link = (rel: string, id: string | undefined, more: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(call.request.query);
    query.delete('marker');
    query.delete('page_reverse');
    if (id !== undefined) query.set('marker', id);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    return { rel, href: `${call.base}${call.request.path}?${query}` };
  };
  return [
    ...(isShort && !isReversed ? [] : [link('next', records.at(-1)?.id, {})]),
    ...(isShort && isReversed ? [] : [link('previous', records[0]?.id, { page_reverse: 'True' })]),
  ];
}
