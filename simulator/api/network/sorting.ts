import type { Standard } from '../../network/tables';
import { quoted } from './listing';
import { malformed, type Refusal } from './refusal';
import type { NetworkCall, Resource } from './resource';

type Compare<T> = (a: T, b: T) => number;

/** The order that sort_key and sort_dir ask for. Source: get_sorts in neutron/api/api_common.py@21. */
export function orderOf<T extends Standard>(resource: Resource<T>, call: NetworkCall): readonly Compare<T>[] | Refusal {
  const { query } = call.request;
  const keys = query.getAll('sort_key').filter(Boolean);
  const directions = query.getAll('sort_dir').filter(Boolean);
  if (keys.length !== directions.length) return malformed('The number of sort_keys and sort_dirs must be same');
  const unknown = keys.filter((name) => !resource.attributes[name]?.sort);
  if (unknown.length > 0) return malformed(`${quoted(unknown)} is invalid attribute for sort_keys`);
  const wrong = directions.filter((direction) => direction !== 'asc' && direction !== 'desc');
  if (wrong.length > 0) {
    return malformed(`${quoted(wrong)} is invalid value for sort_dirs, valid value is 'asc' and 'desc'`);
  }
  const value = (record: T, key: string) => String(resource.field(call, record, key));
  return keys.map((key, index) => {
    const sign = directions[index] === 'desc' ? -1 : 1;
    return (a, b) => sign * (value(a, key) < value(b, key) ? -1 : Number(value(a, key) > value(b, key)));
  });
}
