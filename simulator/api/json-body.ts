import { isUtf8 } from 'node:buffer';

/** The body as JSON, as Python reads it; undefined where it is none: what is not UTF-8, or nested without end, is none either. */
export function jsonOf(body: Buffer): unknown {
  if (body.length === 0 || !isUtf8(body)) return undefined;
  const text = withFiniteIntegers(body.toString('utf8'));
  const json = parsed(text) ?? parsed(text.replaceAll(pythonic, written), revived);
  return isTooDeep(json) ? undefined : json;
}

function parsed(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

/** Integers that JavaScript would take for infinite; texts are passed over. */
const long = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{309,}(?![\w.])/gs;

/** So many digits Python reads, and no more (sys.int_info.default_max_str_digits). */
const mostDigits = 4300;

/** The largest that there is stands for all integers beyond it. */
const withFiniteIntegers = (text: string): string =>
  !/\d{309}/.test(text)
    ? text
    : text.replaceAll(long, (found) => {
        if (found.startsWith('"')) return found;
        const digits = found.replace('-', '');
        return digits.length > mostDigits ? 'too long' : found.replace(digits, String(Number.MAX_VALUE));
      });

/** Python takes these three for numbers; texts are passed over. */
const pythonic = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/gs;

const notANumber = '\u0001NaN';

function written(found: string): string {
  if (found === 'NaN') return JSON.stringify(notANumber);
  return found.endsWith('Infinity') ? found.replace('Infinity', '1e999') : found;
}

const revived = (_: string, value: unknown): unknown => (value === notANumber ? Number.NaN : value);

/** Nova takes lists in lists down to the 500th, and fails inside before the 900th. */
const deepest = 800;

function isTooDeep(json: unknown): boolean {
  let level = [json];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return level.length > 0;
}
