/** What `{name}` stands for at one end. */
export type Values = ReadonlyMap<string, string>;

/** The script cannot go on as it is written: an earlier request came out otherwise, or the script is wrong. */
export class Astray extends Error {}

const braces = /\{([a-z][\w .-]*)\}/g;

/**
 * The text with what was captured or given in the place of its names.
 * @throws Astray where nothing has the name
 */
export const filledText = (text: string, values: Values): string =>
  text.replaceAll(braces, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Astray(`there is no {${name}} yet`);
    return value;
  });

/** The same for each text in a value. Bytes stay what they are. */
export function filled(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return filledText(value, values);
  if (Array.isArray(value)) return value.map((item) => filled(item, values));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [filledText(key, values), filled(inner, values)]),
  );
}
