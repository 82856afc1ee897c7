import { recordAction } from '../../compute/actions';
import { newAttachment } from '../../compute/new-server';
import { notAllowed } from '../../compute/state';
import { badRequest, type Fault, notFound } from '../../fault';
import type { Attachment, Server, Volume } from '../../world';
import { notSimulated, type Reply, textOr, within } from '../message';
import { type ComputeCall, faultReply, forAdmins, otherReply, withServer } from './call';

/** Volumes of a server, beside its root volume. Attaching and detaching are done at once. */

/** Source: attach_volume and detach_volume in nova/compute/api.py@26.2.2, as far as the simulator comes to them. */
const from = ['active', 'paused', 'stopped'] as const;

const shown = ({ id }: Server, { volume, device }: Attachment) => ({
  id: volume.id,
  volumeId: volume.id,
  serverId: id,
  device,
});

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

export const listAttachments = (call: ComputeCall, id: string): Reply =>
  withServer(call, id, (server) =>
    otherReply(call, 200, { volumeAttachments: server.attachments.map((attachment) => shown(server, attachment)) }),
  );

export const attachVolume = (call: ComputeCall, id: string): Reply =>
  withBoth(call, id, textOr(within(call.json, 'volumeAttachment').volumeId, ''), (server, volume) => {
    const fault = notAllowed('attach_volume', server, call.caller, from);
    if (fault) return fault;
    const { status } = volume;
    if (status !== 'available') {
      const now = `Currently in '${status}' status`;
      return badRequest(`Invalid volume: volume '${volume.id}' status must be 'available'. ${now}`);
    }
    volume.status = 'in-use';
    const letter = String.fromCharCode('a'.charCodeAt(0) + server.attachments.length + (server.isVolumeBacked ? 0 : 1));
    const attachment = newAttachment(call.world, volume, `/dev/vd${letter}`);
    server.attachments = [...server.attachments, attachment];
    recordAction(call.world, server, 'attach_volume', call.requestId, call.caller);
    return otherReply(call, 200, { volumeAttachment: shown(server, attachment) });
  });

export const detachVolume = (call: ComputeCall, id: string, volumeId: string): Reply =>
  withBoth(call, id, volumeId, (server, volume) => {
    const index = server.attachments.findIndex((attachment) => attachment.volume === volume);
    if (index < 0) return notFound(`Instance ${id} is not attached to volume ${volumeId}`);
    if (index === 0 && server.isVolumeBacked) return badRequest('Cannot detach a root device volume');
    const fault = notAllowed('detach_volume', server, call.caller, from);
    if (fault) return fault;
    volume.status = 'available';
    server.attachments = server.attachments.filter((attachment) => attachment.volume !== volume);
    recordAction(call.world, server, 'detach_volume', call.requestId, call.caller);
    return { status: 202 };
  });

/** For admins, by default: Cinder does it when it has moved a volume. */
export const swapVolume = (call: ComputeCall, id: string, volumeId: string): Reply =>
  withServer(call, id, (server) =>
    forAdmins(call, 'os_compute_api:os-volumes-attachments:swap', () => {
      const { volumes } = call.world;
      const wanted = textOr(within(call.json, 'volumeAttachment').volumeId, '');
      if (!volumes.has(volumeId)) return faultReply(call, notFound(`Volume ${volumeId} could not be found.`));
      if (!volumes.has(wanted)) return faultReply(call, badRequest(`Volume ${wanted} could not be found.`));
      const fault = notAllowed('swap_volume', server, call.caller, ['active', 'paused']);
      return fault ? faultReply(call, fault) : notSimulated('the swap of a volume');
    }),
  );
