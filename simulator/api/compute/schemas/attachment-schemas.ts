import { compare, type Microversion } from '../../../microversion';
import type { Schema } from '../../json-schema';
import { boolean, object, only, sinceOf, tag, uuid } from './parameter-types';

/** The bodies of os-volume_attachments. Source: nova/api/openstack/compute/schemas/volumes.py@26.2.2. */

const device = { type: ['string', 'null'], pattern: '(^/dev/x{0,1}[a-z]{0,1}d{0,1})([a-z]+)[0-9]*$' };

export const attachmentSchema = (microversion: Microversion): Schema => {
  const since = sinceOf(microversion);
  const fields = { ...since(49, { tag }), ...since(79, { delete_on_termination: boolean }) };
  return only('volumeAttachment', object({ volumeId: uuid, device, ...fields }, ['volumeId']));
};

export const attachmentUpdateSchema = (microversion: Microversion): Schema => {
  const further = { device, tag, delete_on_termination: boolean, serverId: uuid, id: uuid };
  const isFurther = compare(microversion, [2, 85]) >= 0;
  return only('volumeAttachment', object({ volumeId: uuid, ...(isFurther && further) }, ['volumeId']));
};
