import { formatAddress, formatBlock, parseAddress, parseBlock } from '../../network/ip';
import { repr } from '../compute/schema-message';
import { isRecord } from '../message';
import { invalidInput, malformed, type Refusal } from './refusal';

/** What Neutron says of an attribute of a resource. Source: RESOURCE_ATTRIBUTE_MAP in neutron_lib/api/definitions. */
export interface Attribute {
  /** Whether a POST may carry it, and whether a PUT may. */
  readonly post: boolean;
  readonly put: boolean;
  /** What it is where a POST does not carry it; without this key, a POST must. Undefined leaves it open. */
  readonly otherwise?: unknown;
  /** The value as Neutron keeps it, or why it cannot be that. */
  readonly read: Reader;
  /** Whether only admins may set it. */
  readonly adminSets?: true;
  /** What Neutron can make of it, and this cannot: any other value than null is answered with 501. */
  readonly notSimulated?: true;
  readonly filter?: true;
  readonly sort?: true;
}

export type Reader = (value: unknown, name: string) => { readonly value: unknown } | Refusal;

const text = (value: unknown): string => (typeof value === 'string' ? value : repr(value));

const invalid = (name: string, reason: string): Refusal => malformed(`Invalid input for ${name}. Reason: ${reason}.`);

export const anything: Reader = (value) => ({ value });

export const string =
  (longest: number): Reader =>
  (value, name) => {
    if (typeof value !== 'string') return invalid(name, `'${text(value)}' is not a valid string`);
    if (value.length <= longest) return { value };
    return invalid(name, `'${value}' exceeds maximum length of ${longest}`);
  };

/** As strings too, which is what a query carries. */
export const boolean: Reader = (value) => {
  const word = String(value).toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return { value: true };
  if (['false', '0', 'no', 'off'].includes(word)) return { value: false };
  return invalidInput(`'${text(value)}' cannot be converted to boolean`);
};

export const natural: Reader = (value, name) => {
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  if (!Number.isInteger(number)) return invalidInput(`'${text(value)}' is not an integer`);
  return number >= 0 ? { value: number } : invalid(name, `'${number}' should be non-negative`);
};

export const oneOf =
  (...values: readonly unknown[]): Reader =>
  (value, name) =>
    values.includes(value) ? { value } : invalid(name, `${text(value)} is not in valid_values`);

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const uuid: Reader = (value, name) =>
  uuidForm.test(text(value)) ? { value } : invalid(name, `'${text(value)}' is not a valid UUID`);

export const uuidOrNone: Reader = (value, name) => (value === null ? { value } : uuid(value, name));

export const mac: Reader = (value, name) => {
  const given = text(value).toLowerCase().replaceAll('-', ':');
  const isMac = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(given);
  return isMac ? { value: given } : invalid(name, `'${text(value)}' is not a valid MAC address`);
};

export const cidr: Reader = (value) => {
  const block = parseBlock(text(value));
  return block && text(value).includes('/')
    ? { value: formatBlock(block) }
    : invalidInput(`${text(value)} is not in a CIDR format`);
};

export const address: Reader = (value, name) => {
  const parsed = parseAddress(text(value));
  return parsed ? { value: formatAddress(parsed) } : invalid(name, `'${text(value)}' is not a valid IP address`);
};

export const addressOrNone: Reader = (value, name) => (value === null ? { value } : address(value, name));

/** A list in which every item is read as `item` is; null is an empty one. */
export const listOf =
  (item: Reader): Reader =>
  (value, name) => {
    const items = value === null ? [] : value;
    if (!Array.isArray(items)) return invalid(name, `'${text(value)}' is not a list`);
    const read: unknown[] = [];
    for (const one of items) {
      const result = item(one, name);
      if (!('value' in result)) return result;
      read.push(result.value);
    }
    return { value: read };
  };

/** A record that has these keys, each read as it says, and no others; `needed` are those it must have. */
export const recordOf =
  (keys: Readonly<Record<string, Reader>>, needed: readonly string[] = []): Reader =>
  (value, name) => {
    const expected = Object.keys(keys);
    if (!isRecord(value) || !needed.every((key) => key in value) || !Object.keys(value).every((key) => key in keys)) {
      return invalid(name, `'${text(value)}' must be a dictionary with keys: ${repr(expected)}`);
    }
    const read: Record<string, unknown> = {};
    for (const [key, reader] of Object.entries(keys)) {
      if (value[key] === undefined) continue;
      const result = reader(value[key], name);
      if (!('value' in result)) return result;
      read[key] = result.value;
    }
    return { value: read };
  };

/** For attributes that one may look for: the parts they have in common. */
const plain = { filter: true, sort: true } as const;

/** Set at creation and afterwards. */
export const writable = (read: Reader, otherwise?: unknown) =>
  ({ post: true, put: true, otherwise, read, ...plain }) as const;
/** Set at creation alone. */
export const fixed = (read: Reader, otherwise?: unknown) =>
  ({ post: true, put: false, otherwise, read, ...plain }) as const;
/** Known, and not simulated. */
export const elsewhere = { ...fixed(anything), put: true, notSimulated: true } as const;
/** A POST must carry it. */
export const required = (read: Reader) => ({ post: true, put: false, read, ...plain }) as const;
/** Neutron's own to set. */
export const readOnly = { post: false, put: false, read: anything, ...plain } as const;

/** What every resource has. Source: the extensions project-id, standard-attr-description, -timestamp and -revisions. */
export const standardAttributes = {
  id: readOnly,
  tenant_id: fixed(string(255)),
  project_id: fixed(string(255)),
  description: writable(string(255), ''),
  created_at: readOnly,
  updated_at: readOnly,
  revision_number: readOnly,
} as const satisfies Record<string, Attribute>;

/** How a query asks for resources by their tags; they are set by a path of their own. */
const tagQuery = { post: false, put: false, read: anything, filter: true } as const;
export const tagAttributes = {
  tags: tagQuery,
  'tags-any': tagQuery,
  'not-tags': tagQuery,
  'not-tags-any': tagQuery,
} as const satisfies Record<string, Attribute>;
