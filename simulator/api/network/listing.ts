import type { Standard } from '../../network/tables';
import { tagTests } from '../tag-tests';
import { boolean } from './attribute';
import { malformed, type Refusal } from './refusal';
import type { NetworkCall, Resource } from './resource';

/** Which records a query asks for. Source: get_filters in neutron/api/api_common.py@21. */

export type Test<T> = (record: T) => boolean;

const notFilters = ['fields', 'limit', 'marker', 'page_reverse', 'sort_key', 'sort_dir'];

/** As Python prints a list of texts. */
export const quoted = (names: readonly string[]): string => `[${names.map((name) => `'${name}'`).join(', ')}]`;

function testOf<T extends Standard>(resource: Resource<T>, call: NetworkCall, name: string): Test<T> | Refusal {
  const values = call.request.query.getAll(name);
  const ofTags = tagTests[name];
  if (ofTags) return ({ tags }) => ofTags(tags, values.join(',').split(','));
  const special = resource.filters?.[name];
  if (special) return (record) => special(record, values);
  const wanted: string[] = [];
  for (const value of values) {
    // What is looked for need not be a value that could be set, unless it says yes or no.
    const read = resource.attributes[name]?.read === boolean ? boolean(value, name) : { value };
    if (!('value' in read)) return read;
    wanted.push(String(read.value));
  }
  return (record) => wanted.includes(String(resource.field(call, record, name)));
}

/** What a record must pass; or why the query is none. */
export function testsOf<T extends Standard>(resource: Resource<T>, call: NetworkCall): readonly Test<T>[] | Refusal {
  const names = [...new Set(call.request.query.keys())].filter((name) => !notFilters.includes(name));
  const unknown = names.filter((name) => !resource.attributes[name]?.filter);
  if (unknown.length > 0) return malformed(`${quoted(unknown)} is invalid attribute for filtering`);
  const tests: Test<T>[] = [];
  for (const name of names) {
    const test = testOf(resource, call, name);
    if (typeof test === 'object') return test;
    tests.push(test);
  }
  return tests;
}
