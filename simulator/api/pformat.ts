import { repr } from './compute/schema-message';
import { isRecord } from './message';

/** Python's pprint.pformat at a width of 72, as JSON schema errors quote schemas and what they were held against. */

const width = 72;

/** Keys in order, as pprint has them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Text in pieces that fit, one below the other; at the outermost level in parentheses. */
function pieces(text: string, indent: number, allowance: number, isOutermost: boolean): string {
  const from = indent + (isOutermost ? 1 : 0);
  const words = text.split(/(?<=\s)(?=\S)/);
  const chunks: string[] = [];
  let current = '';
  for (const [index, word] of words.entries()) {
    const room = width - from - (index === words.length - 1 ? allowance + (isOutermost ? 1 : 0) : 0);
    if (current !== '' && repr(current + word).length > room) {
      chunks.push(repr(current));
      current = word;
    } else {
      current += word;
    }
  }
  chunks.push(repr(current));
  const joined = chunks.join(`\n${' '.repeat(from)}`);
  return isOutermost && chunks.length > 1 ? `(${joined})` : joined;
}

/** @param allowance how many characters will follow on the last line */
function format(value: unknown, indent: number, allowance: number, isOutermost = false): string {
  const whole = repr(value);
  if (whole.length <= width - indent - allowance) return whole;
  if (typeof value === 'string') return pieces(value, indent, allowance, isOutermost);
  const below = `,\n${' '.repeat(indent + 1)}`;
  const after = (index: number, count: number) => (index === count - 1 ? allowance + 1 : 1);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => format(item, indent + 1, after(index, value.length))).join(below)}]`;
  }
  if (!isRecord(value)) return whole;
  const entries = Object.entries(value).map(([key, item], index, all) => {
    const name = `${repr(key)}: `;
    return name + format(item, indent + 1 + name.length, after(index, all.length));
  });
  return `{${entries.join(below)}}`;
}

export const pformat = (value: unknown): string => format(sorted(value), 0, 0, true);
