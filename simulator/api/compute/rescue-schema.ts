import { isRecord } from '../message';

/** A value as Python prints it: Nova's messages about a body quote what was wrong in it. */
function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string')
    return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (isRecord(value))
    return `{${Object.entries(value)
      .map(([key, inner]) => `${repr(key)}: ${repr(inner)}`)
      .join(', ')}}`;
  return String(value);
}
const print = (value: unknown) => (typeof value === 'string' ? value : repr(value));

const invalid = (field: string, value: unknown, why: string) =>
  `Invalid input for field/attribute ${field}. Value: ${print(value)}. ${why}`;

/** What oslo's is_uuid_like takes: hyphens, braces and urn:uuid: are passed over, so is the case. */
export const isUuidLike = (text: string): boolean =>
  /^[0-9a-f]{32}$/i.test(text.replace('urn:', '').replace('uuid:', '').replaceAll(/[{}-]/g, ''));

/**
 * What is wrong with the value of `rescue`, in Nova's words; undefined where nothing is.
 * Source: nova/api/openstack/compute/schemas/rescue.py, as observed at 26.2.
 */
export function wrongRescue(value: unknown): string | undefined {
  if (value === null) return undefined;
  if (!isRecord(value)) return invalid('rescue', value, `${repr(value)} is not of type 'object', 'null'`);
  for (const [field, text] of Object.entries(value)) {
    if (field !== 'adminPass' && field !== 'rescue_image_ref') {
      return invalid('rescue', value, `Additional properties are not allowed (${repr(field)} was unexpected)`);
    }
    if (typeof text !== 'string') return invalid(field, text, `${repr(text)} is not of type 'string'`);
    if (field === 'rescue_image_ref' && !isUuidLike(text)) return invalid(field, text, `${repr(text)} is not a 'uuid'`);
  }
  return undefined;
}
