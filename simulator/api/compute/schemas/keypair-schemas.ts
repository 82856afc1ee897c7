import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import { name, object, only, sinceOf, text } from './parameter-types';

/** The body of a new key pair. Source: nova/api/openstack/compute/schemas/keypairs.py@26.2.2. */
export const keypairSchema = (microversion: Microversion): Schema => {
  const since = sinceOf(microversion);
  const isLate = compare(microversion, [2, 92]) >= 0;
  const special = { ...name, format: isLate ? 'keypair_name_292' : 'keypair_name_20' };
  return only(
    'keypair',
    object(
      {
        name: { allOf: [name, special] },
        ...since(2, { type: { type: 'string', enum: ['ssh', 'x509'] } }),
        public_key: text,
        ...since(10, { user_id: text }),
      },
      isLate ? ['name', 'public_key'] : ['name'],
    ),
  );
};
