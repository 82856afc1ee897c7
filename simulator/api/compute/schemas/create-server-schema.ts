import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import {
  accessIPv4,
  accessIPv6,
  boolean,
  description,
  deviceName,
  diskConfig,
  flavorRef,
  fqdn,
  hostname,
  ipAddress,
  metadata,
  name,
  object,
  personality,
  positive,
  shortText,
  sinceOf,
  tag,
  text,
  trustedCerts,
  userData,
  uuid,
  volumeSize,
} from './parameter-types';

/** The body of POST /servers. Source: create_* in nova/api/openstack/compute/schemas/servers.py@26.2.2. */

const legacyMapping = {
  virtual_name: shortText,
  volume_id: uuid,
  snapshot_id: uuid,
  volume_size: volumeSize,
  device_name: deviceName,
  delete_on_termination: boolean,
  no_device: {},
  connection_info: text,
};

const mapping = (microversion: Microversion): Schema =>
  object({
    ...legacyMapping,
    source_type: { type: 'string', enum: ['volume', 'image', 'snapshot', 'blank'] },
    uuid: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[a-zA-Z0-9._-]*$' },
    image_id: uuid,
    destination_type: { type: 'string', enum: ['local', 'volume'] },
    guest_format: shortText,
    device_type: shortText,
    disk_bus: shortText,
    boot_index: { type: ['integer', 'string', 'null'], pattern: '^-?[0-9]+$' },
    ...taggedSince(microversion),
    ...sinceOf(microversion)(67, { volume_type: { type: ['string', 'null'], minLength: 0, maxLength: 255 } }),
  });

/** Tags of devices came with 2.32, went by mistake, and are back from 2.42 on. */
const taggedSince = (microversion: Microversion) =>
  compare(microversion, [2, 32]) === 0 ? { tag } : sinceOf(microversion)(42, { tag });

const networks = (microversion: Microversion): Schema => {
  const isLater = compare(microversion, [2, 37]) >= 0;
  const network = object({
    fixed_ip: ipAddress,
    port: { oneOf: [uuid, { type: 'null' }] },
    uuid: isLater ? uuid : text,
    ...taggedSince(microversion),
  });
  const list = { type: 'array', items: network };
  return isLater ? { oneOf: [list, { type: 'string', enum: ['none', 'auto'] }] } : list;
};

const hints: Schema = {
  type: 'object',
  properties: {
    group: uuid,
    different_host: { oneOf: [uuid, { type: 'array', items: uuid }] },
    same_host: { type: ['string', 'array'], items: uuid },
    query: { type: ['string', 'object'] },
  },
  additionalProperties: true,
};

export function createServerSchema(microversion: Microversion): Schema {
  const since = sinceOf(microversion);
  const isSince = (minor: number) => compare(microversion, [2, minor]) >= 0;
  const server = object(
    {
      name,
      imageRef: { oneOf: [uuid, { type: 'string', maxLength: 0 }] },
      flavorRef,
      adminPass: text,
      metadata,
      networks: networks(microversion),
      'OS-DCF:diskConfig': diskConfig,
      accessIPv4,
      accessIPv6,
      ...(!isSince(57) && { personality }),
      availability_zone: name,
      block_device_mapping: { type: 'array', items: object(legacyMapping) },
      block_device_mapping_v2: { type: 'array', items: mapping(microversion) },
      config_drive: boolean,
      key_name: name,
      min_count: positive,
      max_count: positive,
      return_reservation_id: boolean,
      security_groups: { type: 'array', items: object({ name }) },
      user_data: userData,
      ...since(19, { description }),
      ...since(52, { tags: { type: 'array', items: tag, maxItems: 50 } }),
      ...since(63, { trusted_image_certificates: trustedCerts }),
      ...since(74, { host: fqdn, hypervisor_hostname: fqdn }),
      ...since(90, { hostname }),
    },
    ['name', 'flavorRef', ...(isSince(37) ? ['networks'] : [])],
  );
  return object({ server, 'os:scheduler_hints': hints, 'OS-SCH-HNT:scheduler_hints': hints }, ['server']);
}
