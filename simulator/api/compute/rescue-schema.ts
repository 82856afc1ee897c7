import { isUuidLike } from '../is-uuid-like';
import { isRecord } from '../message';
import { invalid, repr } from './schema-message';

/** In the order of the schema, which is the order they are looked at in. */
const fields = ['adminPass', 'rescue_image_ref'];

/**
 * What is wrong with the value of `rescue`, in Nova's words; undefined where nothing is.
 * Source: nova/api/openstack/compute/schemas/rescue.py, as observed at 26.2.
 */
export function wrongRescue(value: unknown): string | undefined {
  if (value === null) return undefined;
  if (!isRecord(value)) return invalid('rescue', value, `${repr(value)} is not of type 'object', 'null'`);
  for (const field of fields.filter((name) => Object.hasOwn(value, name))) {
    const text = value[field];
    if (typeof text !== 'string') return invalid(field, text, `${repr(text)} is not of type 'string'`);
    if (field === 'rescue_image_ref' && !isUuidLike(text)) return invalid(field, text, `${repr(text)} is not a 'uuid'`);
  }
  const unexpected = Object.keys(value).filter((key) => !fields.includes(key));
  if (unexpected.length === 0) return undefined;
  const named = `${unexpected.sort().map(repr).join(', ')} ${unexpected.length === 1 ? 'was' : 'were'} unexpected`;
  return invalid('rescue', value, `Additional properties are not allowed (${named})`);
}
