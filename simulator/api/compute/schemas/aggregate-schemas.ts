import type { Schema } from '../../json-schema';
import { fqdn, metadataWithNull, name, object, only } from './parameter-types';

/** The bodies of aggregates and of their actions. Source: nova/api/openstack/compute/schemas/aggregates.py@26.2.2. */

const zone = {
  oneOf: [{ type: 'string', minLength: 1, maxLength: 255, format: 'az_name' }, { type: 'null' }],
} as const;

export const aggregateSchema = (): Schema => only('aggregate', object({ name, availability_zone: zone }, ['name']));

export const aggregateUpdateSchema = (): Schema =>
  only('aggregate', {
    ...object({ name, availability_zone: zone }),
    anyOf: [{ required: ['name'] }, { required: ['availability_zone'] }],
  });

const host = object({ host: fqdn }, ['host']);

/** By the name of the action. */
export const aggregateActions = {
  add_host: only('add_host', host),
  remove_host: only('remove_host', host),
  set_metadata: only('set_metadata', object({ metadata: metadataWithNull }, ['metadata'])),
} as const satisfies Readonly<Record<string, Schema>>;
