import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import { name, object, only, positive } from './parameter-types';

const hard = ['anti-affinity', 'affinity'];
const soft = ['soft-anti-affinity', 'soft-affinity'];

/** A new group: of exactly one policy, before 2.64 in a list. Source: nova/api/openstack/compute/schemas/server_groups.py@26.2.2. */
export const serverGroupSchema = (microversion: Microversion): Schema => {
  const is = (minor: number) => compare(microversion, [2, minor]) >= 0;
  const policy = { type: 'string', enum: is(15) ? [...hard, ...soft] : hard };
  const fields = is(64)
    ? { policy, rules: object({ max_server_per_host: positive }) }
    : { policies: { type: 'array', items: policy, uniqueItems: true, minItems: 1, maxItems: 1 } };
  return only('server_group', object({ name, ...fields }, ['name', is(64) ? 'policy' : 'policies']));
};
