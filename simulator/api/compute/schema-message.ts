import { isRecord } from '../message';

const escaped: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What Python takes for unprintable: controls, halves of pairs, what is unassigned, and spaces but the one. */
const unprintable = /(?! )[\\\p{C}\p{Z}]/gu;

function quoted(character: string): string {
  const code = Number(character.codePointAt(0));
  const inHex = (letter: string, digits: number) => `\\${letter}${code.toString(16).padStart(digits, '0')}`;
  if (code > 0xffff) return inHex('U', 8);
  return escaped[character] ?? (code > 0xff ? inHex('u', 4) : inHex('x', 2));
}

/** A value as Python prints it: Nova's messages about a body quote what was wrong in it. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') {
    const text = value.replaceAll(unprintable, quoted);
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
