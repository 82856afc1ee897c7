import { finishAction, recordAction } from '../../compute/actions';
import { attachedAs, rootDeviceOn } from '../../compute/devices';
import { newAttachment } from '../../compute/new-server';
import { notAllowed } from '../../compute/state';
import { badRequest, conflict, type Fault, notFound } from '../../fault';
import type { Attachment, Server, Volume } from '../../world';
import { holdsOf } from '../block-storage/attachment-view';
import { isTrue } from '../is-true';
import { notSimulated, type Reply, textOr, within } from '../message';
import { unreservable } from './boot-volumes';
import { type ComputeCall, faultReply, forAdmins, isSince, otherReply, withServer } from './call';
import { invalidQuery, repr } from './schema-message';
import { attachmentSchema, attachmentUpdateSchema } from './schemas/attachment-schemas';
import { shaped } from './shaped';

/** Volumes of a server, beside its root volume. Attaching and detaching are done at once. */

/** Source: attach_volume and detach_volume in nova/compute/api.py@26.2.2, as far as the simulator comes to them. */
const from = ['active', 'paused', 'stopped'] as const;

/** What the answer to an attaching shows: it never learned of the ids that came with 2.89. */
const asAttached = (call: ComputeCall, { id }: Server, attachment: Attachment) => ({
  id: attachment.volume.id,
  volumeId: attachment.volume.id,
  serverId: id,
  device: attachment.device,
  ...(isSince(call, 70) && { tag: attachment.tag }),
  ...(isSince(call, 79) && { delete_on_termination: attachment.deleteOnTermination }),
});

/** From 2.89 on the volume's id is no longer taken for that of the attachment. */
function shown(call: ComputeCall, server: Server, attachment: Attachment): object {
  const { id, ...rest } = asAttached(call, server, attachment);
  const { attachmentId: attachment_id, bdmId: bdm_uuid } = attachment;
  return isSince(call, 89) ? { ...rest, attachment_id, bdm_uuid } : { id, ...rest };
}

/** The server and the volume that the caller can see; the server is looked up first. */
const withBoth = (
  call: ComputeCall,
  id: string,
  volumeId: string,
  answer: (server: Server, volume: Volume) => Reply | Fault,
): Reply =>
  withServer(call, id, (server) => {
    const volume = call.world.volumes.get(volumeId);
    if (volume?.projectId !== server.identity.projectId) {
      return faultReply(call, notFound(`Volume ${volumeId} could not be found.`));
    }
    const answered = answer(server, volume);
    return 'message' in answered ? faultReply(call, answered) : answered;
  });

export const listAttachments = (call: ComputeCall, id: string): Reply => {
  const { query } = call.request;
  for (const name of ['limit', 'offset']) {
    const text = query.get(name) ?? '';
    if (!/^[0-9]*$/.test(text)) {
      const why = `${repr(text)} does not match '^[0-9]*$'`;
      return faultReply(call, badRequest(invalidQuery(name, text, why)));
    }
  }
  return withServer(call, id, (server) => {
    const [first, most] = [Number(query.get('offset')), Number(query.get('limit')) || 1000];
    const volumeAttachments = server.attachments.slice(first, first + most).map((one) => shown(call, server, one));
    return otherReply(call, 200, { volumeAttachments });
  });
};

const notAttached = (server: string, volume: string): Fault =>
  notFound(`Instance ${server} is not attached to volume ${volume}`);

export const showAttachment = (call: ComputeCall, id: string, volumeId: string): Reply =>
  withServer(call, id, (server) => {
    const attachment = server.attachments.find(({ volume }) => volume.id === volumeId);
    return attachment
      ? otherReply(call, 200, { volumeAttachment: shown(call, server, attachment) })
      : faultReply(call, notAttached(id, volumeId));
  });

/** Why Nova does not attach the volume as this device, the first that it finds; undefined where it does. */
function notAttachable(call: ComputeCall, volume: Volume, wanted: string, isTaken: boolean): Fault | undefined {
  const { id, status } = volume;
  const hold = holdsOf(call.world).find(({ attachment }) => attachment.volume === volume);
  if (hold) return badRequest(`Invalid volume: volume ${id} is already attached to instances: ${hold.server.id}`);
  if (isTaken) return conflict(`The supplied device path (${wanted}) is in use.`);
  return status === 'available' ? undefined : badRequest(`Invalid input received: ${unreservable(call, volume)}`);
}

export const attachVolume = shaped(attachmentSchema, (call, id = '') =>
  withServer(call, id, (server) => {
    // Unlike detaching, attaching looks at the state before it looks for the volume.
    const wrong = notAllowed('attach_volume', server, call.caller, from);
    return wrong ? faultReply(call, wrong) : attached(call, server);
  }),
);

const attached = (call: ComputeCall, { id }: Server): Reply => {
  const wanted = within(call.json, 'volumeAttachment');
  return withBoth(call, id, textOr(wanted.volumeId, ''), (server, volume) => {
    const taken = [rootDeviceOn(server.host), ...server.attachments.map((one) => one.device)];
    const named = textOr(wanted.device, '');
    const device = attachedAs(server.host, named, taken);
    const fault = notAttachable(call, volume, named, taken.includes(device));
    if (fault) return fault;
    volume.status = 'in-use';
    const tag = textOr(wanted.tag, '') || null;
    const deleteOnTermination = isTrue(wanted.delete_on_termination);
    const attachment = newAttachment(call.world, volume, device, { tag, deleteOnTermination });
    server.attachments = [...server.attachments, attachment];
    recordAction(call.world, server, 'attach_volume', call.requestId, call.caller);
    finishAction(call.world, server, call.requestId, 'compute_attach_volume');
    return otherReply(call, 200, { volumeAttachment: asAttached(call, server, attachment) });
  });
};

export const detachVolume = (call: ComputeCall, id: string, volumeId: string): Reply =>
  withBoth(call, id, volumeId, (server, volume) => {
    const index = server.attachments.findIndex((attachment) => attachment.volume === volume);
    if (index < 0) return notAttached(id, volumeId);
    if (index === 0 && server.isVolumeBacked) return badRequest('Cannot detach a root device volume');
    const fault = notAllowed('detach_volume', server, call.caller, from);
    if (fault) return fault;
    volume.status = 'available';
    server.attachments = server.attachments.filter((attachment) => attachment.volume !== volume);
    recordAction(call.world, server, 'detach_volume', call.requestId, call.caller);
    finishAction(call.world, server, call.requestId, 'compute_detach_volume');
    return { status: 202 };
  });

/** For admins, by default: Cinder does it when it has moved a volume. */
const swap = (call: ComputeCall, server: Server, volumeId: string, wanted: string): Reply =>
  forAdmins(call, 'os_compute_api:os-volumes-attachments:swap', () => {
    const { volumes } = call.world;
    if (!volumes.has(volumeId)) return faultReply(call, notFound(`Volume ${volumeId} could not be found.`));
    if (!volumes.has(wanted)) return faultReply(call, badRequest(`Volume ${wanted} could not be found.`));
    const fault = notAllowed('swap_volume', server, call.caller, ['active', 'paused']);
    return fault ? faultReply(call, fault) : notSimulated('the swap of a volume');
  });

/** From 2.85 on, what may change of an attachment that stays. */
function change(call: ComputeCall, server: Server, volumeId: string, wanted: Readonly<Record<string, unknown>>): Reply {
  const attachment = server.attachments.find(({ volume }) => volume.id === volumeId);
  if (!attachment) return faultReply(call, notFound(`No volume Block Device Mapping with id ${volumeId}.`));
  const kept = { id: volumeId, serverId: server.id, device: attachment.device, tag: attachment.tag };
  const changed = Object.entries(kept).find(([key, value]) => wanted[key] !== undefined && wanted[key] !== value);
  if (changed) return faultReply(call, badRequest(`The ${changed[0]} property is not mutable`));
  if (wanted.delete_on_termination !== undefined) attachment.deleteOnTermination = isTrue(wanted.delete_on_termination);
  return { status: 202 };
}

export const updateAttachment = shaped(attachmentUpdateSchema, (call, id = '', volumeId = '') =>
  withServer(call, id, (server) => {
    const wanted = within(call.json, 'volumeAttachment');
    return isSince(call, 85) && wanted.volumeId === volumeId
      ? change(call, server, volumeId, wanted)
      : swap(call, server, volumeId, textOr(wanted.volumeId, ''));
  }),
);
