import { badRequest, type Fault } from '../../fault';
import { isRecord } from '../message';
import { invalid, repr } from './schema-message';

/**
 * The form of a body, as Nova's schemas have it, and its words for what is wrong with one: that a value is no text, too
 * small, not one of those. Source: nova/api/validation/parameter_types.py and validators.py @26.2.2.
 */

/** Why the value is not what it should be; undefined where it is. */
export type Check = (value: unknown) => string | undefined;

/** The parts of a body under their names. All are in Nova's order. */
export interface Form {
  readonly checks: Readonly<Record<string, Check>>;
  readonly required?: readonly string[];
}

const typed =
  (types: string, holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : `${repr(value)} is not of type ${types}`;

const isText = typed("'string'", (value) => typeof value === 'string');

export const text =
  (longest = 255, shortest = 0): Check =>
  (value) => {
    const wrong = isText(value);
    if (wrong !== undefined) return wrong;
    const { length } = String(value);
    if (length < shortest) return `${repr(value)} is too short`;
    return length > longest ? `${repr(value)} is too long` : undefined;
  };

const blank = "An invalid 'name' value was provided. The name must be: printable characters.";

/** What things are called. */
export const name: Check = (value) => {
  const wrong = text(255, 1)(value);
  if (wrong !== undefined) return wrong;
  const given = String(value);
  return given.trim() === given && !/\p{Cc}/u.test(given)
    ? undefined
    : `${blank} Can not start or end with whitespace.`;
};

export const oneOf =
  (...known: readonly unknown[]): Check =>
  (value) =>
    known.includes(value) ? undefined : `${repr(value)} is not one of ${repr(known)}`;

const yes = [true, 'True', 'TRUE', 'true', '1', 'ON', 'On', 'on', 'YES', 'Yes', 'yes'];
const no = [false, 'False', 'FALSE', 'false', '0', 'OFF', 'Off', 'off', 'NO', 'No', 'no'];
export const flag: Check = oneOf(...yes, ...no);
export const isYes = (value: unknown): boolean => yes.some((word) => word === value);

const largest = 2147483647;

/** A number, or a text of one. */
export const integer =
  (least: number, most = largest): Check =>
  (value) => {
    const pattern = least < 0 ? '^-?[0-9]+$' : '^[0-9]+$';
    if (typeof value === 'string' && !new RegExp(pattern).test(value))
      return `${repr(value)} does not match '${pattern}'`;
    if (typeof value !== 'string' && !Number.isInteger(value))
      return `${repr(value)} is not of type 'integer', 'string'`;
    if (Number(value) < least) return `${value} is less than the minimum of ${least}`;
    return Number(value) > most ? `${value} is greater than the maximum of ${most}` : undefined;
  };

export const orNone =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value)?.replace("'string'", "'string', 'null'");

/** What is wrong with one of the parts, in a whole sentence. */
export function wrongPart(value: Readonly<Record<string, unknown>>, { checks }: Form): string | undefined {
  for (const [field, check] of Object.entries(checks)) {
    const why = value[field] === undefined ? undefined : check(value[field]);
    if (why !== undefined) return why.startsWith(blank) ? why : invalid(field, value[field], why);
  }
  return undefined;
}

/** What is wrong with the whole: what is missing, or not expected. */
export function wrongWhole(
  value: Readonly<Record<string, unknown>>,
  { checks, required = [] }: Form,
): string | undefined {
  const missing = required.find((field) => value[field] === undefined);
  if (missing !== undefined) return `'${missing}' is a required property`;
  const others = Object.keys(value).filter((field) => !Object.hasOwn(checks, field));
  if (others.length === 0) return undefined;
  const were = others.length === 1 ? 'was' : 'were';
  return `Additional properties are not allowed (${others.sort().map(repr).join(', ')} ${were} unexpected)`;
}

/** Why the value of `field` does not have this form. */
export function wrongFields(field: string, value: unknown, form: Form): string | undefined {
  if (!isRecord(value)) return invalid(field, value, `${repr(value)} is not of type 'object'`);
  const why = wrongPart(value, form);
  if (why !== undefined) return why;
  const whole = wrongWhole(value, form);
  return whole === undefined ? undefined : invalid(field, value, whole);
}

/** The value of the one key of a body, or why it does not have this form. */
export function readForm(json: unknown, key: string, form: Form): Readonly<Record<string, unknown>> | Fault {
  if (!isRecord(json)) return badRequest(`${repr(json)} is not of type 'object'`);
  const { [key]: value } = json;
  if (value === undefined) return badRequest(`'${key}' is a required property`);
  const why = wrongFields(key, value, form) ?? wrongWhole(json, { checks: { [key]: flag } });
  return why === undefined && isRecord(value) ? value : badRequest(String(why));
}
