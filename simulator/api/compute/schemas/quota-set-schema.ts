import type { Schema } from '../../json-schema';
import { boolean, object, only } from './parameter-types';

const limit = { type: ['integer', 'string'], pattern: '^-?[0-9]+$', atLeast: -1, atMost: 0x7fffffff } as const;

/** The quotas that are set, of those that the microversion knows. Source: nova/api/openstack/compute/schemas/quota_sets.py@26.2.2. */
export const quotaSetSchema = (known: readonly string[]): Schema =>
  only('quota_set', object({ ...Object.fromEntries(known.map((what) => [what, limit])), force: boolean }));
