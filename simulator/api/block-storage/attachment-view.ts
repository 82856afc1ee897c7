import type { Attachment, Server, World } from '../../world';
import { fractional } from '../times';

/** A server's hold on a volume, as Cinder sees it. */
export interface Hold {
  readonly server: Server;
  readonly attachment: Attachment;
}

/** Who holds volumes of a project, or of all of them. */
export const holdsOf = (world: World): readonly Hold[] =>
  [...world.servers.values()].flatMap((server) => server.attachments.map((attachment) => ({ server, attachment })));

/** When the hold began, as far as that is known. */
const begun = ({ launchedAt, created }: Server) => fractional(launchedAt ?? created);

/** The hold as a part of its volume. */
export const holdInVolume = ({ server, attachment }: Hold, forAdmin: boolean): object => ({
  id: attachment.volume.id,
  attachment_id: attachment.attachmentId,
  volume_id: attachment.volume.id,
  server_id: server.id,
  host_name: forAdmin ? server.host.name : null,
  device: attachment.device,
  attached_at: begun(server),
});

export const holdSummary = ({ server, attachment }: Hold): object => ({
  id: attachment.attachmentId,
  status: 'attached',
  instance: server.id,
  volume_id: attachment.volume.id,
});

/** How a host reaches the volume is not simulated: there is nothing to reach. */
export const holdDetail = (hold: Hold): object => ({
  ...holdSummary(hold),
  attached_at: begun(hold.server),
  detached_at: '',
  attach_mode: 'rw',
  connection_info: {},
});
