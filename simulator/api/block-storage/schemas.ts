import type { Schema } from '../json-schema';
import type { BodySchema } from './call';

/** What Cinder holds bodies against. Source: cinder/api/schemas@21.3, as observed. */

const largest = 0x7fffffff;

const nullableText: Schema = { type: ['string', 'null'] };
const shortText: Schema = { type: ['string', 'null'], minLength: 0, maxLength: 255 };
const optionalUuid: Schema = { anyOf: [{ type: 'null' }, { type: 'string', format: 'uuid' }] };
const size: Schema = { type: ['integer', 'string'], pattern: '^[0-9]+$', minimum: 1, maximum: largest };

const boolean: Schema = {
  type: ['boolean', 'string'],
  enum: [
    ...[true, 'True', 'TRUE', 'true', '1', 'ON', 'On', 'on', 'YES', 'Yes', 'yes', 'y', 't'],
    ...[false, 'False', 'FALSE', 'false', '0', 'OFF', 'Off', 'off', 'NO', 'No', 'no', 'n', 'f'],
  ],
};
const optionalBoolean: Schema = { anyOf: [{ type: 'null' }, boolean] };

const texts: Schema = {
  type: 'object',
  patternProperties: { '^[a-zA-Z0-9-_:. /]{1,255}$': { type: 'string', maxLength: 255 } },
  additionalProperties: false,
};
const nullableTexts: Schema = { ...texts, type: ['object', 'null'] };

const named = { name: nullableText, description: nullableText };

/** A body with one key, and what stands under it. */
const under = (key: string, schema: Schema): BodySchema => ({
  type: 'object',
  properties: { [key]: schema },
  required: [key],
  additionalProperties: false,
});

const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
  further = false,
): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: further,
});

const volume = (further: boolean) => {
  const schema = under(
    'volume',
    object(
      {
        ...named,
        display_name: nullableText,
        display_description: nullableText,
        volume_type: shortText,
        metadata: nullableTexts,
        snapshot_id: optionalUuid,
        source_volid: optionalUuid,
        consistencygroup_id: optionalUuid,
        size: { ...size, type: ['integer', 'string', 'null'] },
        availability_zone: { type: ['string', 'null'], minLength: 1, maxLength: 255 },
        multiattach: optionalBoolean,
        image_id: shortText,
        imageRef: shortText,
        group_id: shortText,
        backup_id: optionalUuid,
      },
      [],
      further,
    ),
  );
  return {
    ...schema,
    properties: { ...schema.properties, 'OS-SCH-HNT:scheduler_hints': { type: ['object', 'null'] } },
  };
};

const nothingSaid = ['name', 'description', 'display_name', 'display_description', 'metadata'];
const change = object({
  ...named,
  display_name: nullableText,
  display_description: nullableText,
  metadata: texts,
});

export const schemas = {
  newVolume: volume(true),
  /** From 3.53 on. */
  newVolumeExactly: volume(false),
  changedVolume: under('volume', change),
  /** From 3.53 on. */
  changedVolumeExactly: under('volume', { ...change, anyOf: nothingSaid.map((key) => ({ required: [key] })) }),
  newSnapshot: under(
    'snapshot',
    object(
      {
        ...named,
        volume_id: { anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] },
        force: optionalBoolean,
        metadata: nullableTexts,
      },
      ['volume_id'],
    ),
  ),
  changedSnapshot: under(
    'snapshot',
    object({ ...named, display_name: nullableText, display_description: nullableText }),
  ),
  newType: under(
    'volume_type',
    object(
      {
        name: { type: 'string', minLength: 1, maxLength: 255 },
        description: { type: ['string', 'null'], minLength: 0, maxLength: 255 },
        'os-volume-type-access:is_public': optionalBoolean,
        extra_specs: texts,
      },
      ['name'],
    ),
  ),
  extraSpecs: under('extra_specs', texts),
  metadata: under('metadata', texts),
  meta: under('meta', texts),
  quotas: under('quota_set', { type: 'object' }),
  resetStatus: under(
    'os-reset_status',
    object({ status: nullableText, attach_status: nullableText, migration_status: nullableText }),
  ),
  resetSnapshotStatus: under('os-reset_status', object({ status: { type: 'string' } }, ['status'])),
  setBootable: under('os-set_bootable', object({ bootable: boolean }, ['bootable'])),
  extend: under('os-extend', object({ new_size: size }, ['new_size'])),
  setImageMetadata: under('os-set_image_metadata', object({ metadata: texts }, ['metadata'])),
  unsetImageMetadata: under(
    'os-unset_image_metadata',
    object({ key: { type: 'string', minLength: 1, maxLength: 255 } }, ['key']),
  ),
} as const;
