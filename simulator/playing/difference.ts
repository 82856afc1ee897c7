import type { Sight } from './play';

/** Ids and times are each cloud's own. */
const ids =
  /req-[0-9a-f-]{36}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b([0-9a-f]{32}|[0-9a-f]{56})\b/g;
const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g;

/** Whatever they are called: one that is given where it should not be is as secret. */
const passwords = /"(adminPass|password|secret)":("(?:[^"\\]|\\.)*")/gi;

/** The headers that say something of how a request was understood. */
const telling = ['openstack-api-version', 'x-openstack-nova-api-version', 'vary', 'content-type'];

/**
 * What two plays of the same actions are compared by: ids stand in the order in which they appear, passwords say whether
 * they are those that were given.
 */
export function essences(sights: readonly Sight[]): readonly string[] {
  const known = new Map<string, string>();
  const nameOf = (id: string): string => {
    const name = known.get(id) ?? `id ${known.size + 1}`;
    known.set(id, name);
    return name;
  };
  return sights.map(({ action, answer: { status, headers, body }, world }) => {
    const own = telling.map((name) => [name, headers[name] ?? null]);
    const text = JSON.stringify([status, own, body, world]);
    const isGiven = (password: string) =>
      password === JSON.stringify('password' in action ? action.password : undefined);
    return text
      .replaceAll(passwords, (_, key, found) => `"${key}":"${isGiven(found) ? 'the one given' : 'another'}"`)
      .replaceAll(ids, nameOf)
      .replaceAll(times, 'a time');
  });
}

/** The index of the first action whose answer, or after which the world, differs; undefined where none does. */
export function firstDifference(one: readonly string[], other: readonly string[]): number | undefined {
  const index = one.findIndex((essence, place) => essence !== other[place]);
  return index < 0 ? undefined : index;
}
