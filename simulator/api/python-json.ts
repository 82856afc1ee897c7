/** JSON as Python writes it, in one line. */
export const pythonJson = (value: object): string =>
  JSON.stringify(value, null, 1).replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '');

/**
 * Why Python's json module cannot read a text, in its words, which Placement passes on. Source: Modules/_json.c and
 * Lib/json/decoder.py of CPython 3.11; compared with it on random texts.
 */
export function whyNoJson(text: string): string {
  const read = value(text, past(space, text, 0), 0);
  const { why, at } = typeof read === 'object' ? read : { why: 'Extra data', at: past(space, text, read) };
  const before = text.slice(0, at).split('\n');
  return `${why}: line ${before.length} column ${before.slice(-1).join().length + 1} (char ${at})`;
}

interface Stumble {
  readonly why: string;
  readonly at: number;
}

/** Where a value ends, or what is wrong with it. */
type Read = number | Stumble;

const stumble = (why: string, at: number): Stumble => ({ why, at });

const space = /[ \t\n\r]*/y;
const plain = /[ !#-[\]-\uffff]*/y;
const word = /null|true|false|NaN|-?Infinity|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// Python wants something after the four digits, too.
const escaped = /["\\/bfnrt]|u[0-9a-fA-F]{4}(?=[\s\S])/y;

/** Where what the pattern matches ends: where it begins, if it does not match. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Python reads no lists in lists without end, and neither does this. */
const deepest = 800;

function value(text: string, at: number, depth: number): Read {
  const first = text.charAt(at);
  if (first === '"') return string(text, at);
  if ((first === '{' || first === '[') && depth < deepest) return members(text, at, depth);
  const end = past(word, text, at);
  return end === at ? stumble('Expecting value', at) : end;
}

function string(text: string, begin: number): Read {
  let at = past(plain, text, begin + 1);
  while (text.charAt(at) === '\\') {
    const end = past(escaped, text, at + 1);
    if (end === at + 1) return wrongEscape(text, begin, at);
    at = past(plain, text, end);
  }
  if (text.charAt(at) === '"') return at + 1;
  return at < text.length ? stumble('Invalid control character at', at) : unterminated(begin);
}

const unterminated = (begin: number) => stumble('Unterminated string starting at', begin);

function wrongEscape(text: string, begin: number, at: number): Stumble {
  const letter = text.charAt(at + 1);
  if (letter === '') return unterminated(begin);
  return letter === 'u' ? stumble('Invalid \\uXXXX escape', at + 1) : stumble('Invalid \\escape', at);
}

/** What is in an object or a list, and its end. */
function members(text: string, begin: number, depth: number): Read {
  const isObject = text.charAt(begin) === '{';
  const closing = isObject ? '}' : ']';
  let at = past(space, text, begin + 1);
  if (text.charAt(at) === closing) return at + 1;
  for (;;) {
    const start = isObject ? afterName(text, at) : at;
    const end = typeof start === 'number' ? value(text, start, depth + 1) : start;
    if (typeof end === 'object') return end;
    at = past(space, text, end);
    if (text.charAt(at) === closing) return at + 1;
    if (text.charAt(at) !== ',') return stumble("Expecting ',' delimiter", at);
    at = past(space, text, at + 1);
  }
}

/** Where the value of a property begins. */
function afterName(text: string, at: number): Read {
  if (text.charAt(at) !== '"') return stumble('Expecting property name enclosed in double quotes', at);
  const end = string(text, at);
  if (typeof end === 'object') return end;
  const colon = past(space, text, end);
  return text.charAt(colon) === ':' ? past(space, text, colon + 1) : stumble("Expecting ':' delimiter", colon);
}
