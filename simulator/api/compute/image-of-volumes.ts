import { finishAction, recordAction } from '../../compute/actions';
import { imageOf } from '../../compute/snapshot';
import { badRequest, type Fault, forbidden } from '../../fault';
import type { Attachment, Image, Server, VolumeSnapshot } from '../../world';
import { createSnapshot, exceeded, unsnappable } from '../block-storage';
import { createImage, fillImage } from '../image';
import { pythonJson } from '../python-json';
import type { ComputeCall } from './call';

/** An image of a volume-backed server: snapshots of its volumes, and no data. Source: snapshot_volume_backed in nova/compute/api.py@26.2.2, as observed. */

/** How the image names a snapshot; in the order of what was observed. */
const mappingOf = ({ id, size }: VolumeSnapshot, { device, deleteOnTermination }: Attachment, isRoot: boolean) => ({
  volume_id: null,
  volume_size: size,
  disk_bus: null,
  source_type: 'snapshot',
  encryption_options: null,
  snapshot_id: id,
  encryption_secret_uuid: null,
  destination_type: 'volume',
  tag: null,
  image_id: null,
  encrypted: null,
  device_type: null,
  device_name: device,
  delete_on_termination: deleteOnTermination,
  no_device: null,
  boot_index: isRoot ? 0 : null,
  volume_type: null,
  encryption_format: null,
  guest_format: null,
});

/** What a project may have is looked at first; a volume that cannot be snapped leaves the snapshots made before it. */
export function imageOfVolumes(
  call: ComputeCall,
  server: Server,
  { name, metadata }: { readonly name: string; readonly metadata: Image['properties'] },
): Image | Fault {
  const { world, caller, requestId } = call;
  const { attachments } = server;
  if (exceeded(call, { snapshots: attachments.length })) return forbidden('Quota exceeded for resources: snapshots');
  recordAction(world, server, 'createImage', requestId, caller);
  const finish = (error?: string) => finishAction(world, server, requestId, 'api_snapshot_instance', error, 'sim-api');
  const mappings: object[] = [];
  for (const attachment of attachments) {
    const { volume } = attachment;
    const why = unsnappable(volume, ['available', 'in-use']);
    if (why !== undefined) {
      finish(why);
      return badRequest(`Invalid input received: ${why} (HTTP 400) (Request-ID: ${requestId})`);
    }
    const snapshot = createSnapshot(world, {
      volume,
      name: `snapshot for ${name}`,
      description: volume.description,
    });
    snapshot.status = 'creating';
    world.clock.schedule({ kind: 'create-snapshot', id: snapshot.id });
    mappings.push(mappingOf(snapshot, attachment, mappings.length === 0));
  }
  finish();
  const { properties, ...wanted } = imageOf(server, name, caller);
  const image = createImage(world, {
    ...wanted,
    // Of Glance's formats, the one that Nova takes where there is nothing to have a format.
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    properties: {
      ...properties,
      ...metadata,
      root_device_name: String(attachments[0]?.device),
      block_device_mapping: pythonJson(mappings),
      bdm_v2: 'True',
    },
  });
  fillImage(world, image, Buffer.alloc(0));
  return image;
}
