import type { Reply } from '../message';
import { wrongInput } from './call';

/** Names and descriptions of volumes and snapshots, under their older keys too. */

type Fields = Readonly<Record<string, unknown>>;

const longest = 255;

export function namedWrongly(fields: Fields): Reply | undefined {
  for (const key of ['name', 'description']) {
    const text = fields[key];
    if (typeof text === 'string' && text.trim().length > longest) {
      return wrongInput(`${key} has ${text.trim().length} characters, more than ${longest}.`);
    }
  }
  return undefined;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value.trim() : null);

export const nameOf = (fields: Fields) => ({
  name: textOrNull(fields.name ?? fields.display_name),
  description: textOrNull(fields.description ?? fields.display_description),
});

/** Those of the two that are given. */
export function renamed(fields: Fields): { name?: string | null; description?: string | null } {
  const { name, description } = nameOf(fields);
  const isGiven = (...keys: readonly string[]) => keys.some((key) => Object.hasOwn(fields, key));
  return {
    ...(isGiven('name', 'display_name') && { name }),
    ...(isGiven('description', 'display_description') && { description }),
  };
}
