import { isRecord } from '../message';

const escaped: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const quoted = (character: string) =>
  escaped[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** A value as Python prints it: Nova's messages about a body quote what was wrong in it. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') {
    const text = value.replaceAll(/[\\\p{Cc}]/gu, quoted);
    return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
  }
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, inner]) => `${repr(key)}: ${repr(inner)}`);
    return `{${entries.join(', ')}}`;
  }
  return String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
}

/** Nova's words for a value that its schema does not allow. Source: nova/api/validation/validators.py@26.2.2. */
export const invalid = (field: string, value: unknown, why: string): string =>
  `Invalid input for field/attribute ${field}. Value: ${typeof value === 'string' ? value : repr(value)}. ${why}`;

/** The same for a parameter of the query. */
export const invalidQuery = (name: string, value: string, why: string): string =>
  `Invalid input for query parameters ${name}. Value: ${value}. ${why}`;
