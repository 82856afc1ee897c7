import { createImage, fillImage } from '../api/image/create-image';
import type { SimulatedCloud } from '../handle';
import type { TransitionOf as Of } from '../transition';
import type { Identity, Image, Server } from '../world';
import { finishAction, recordAction } from './actions';

/** What an image of a server does not take over from the one that the server was made of. */
const notInherited = /^(cinder_encryption_key|cache_in_nova$|bittorrent$|img_signature|os_glance)/;

/** What every image of a server begins as. Source: initialize_instance_snapshot_metadata in nova/compute/utils.py@26.2.2. */
export function imageOf({ systemMetadata, imageRef, identity }: Server, name: string, caller: Identity) {
  const { imageProperties, baseImageRef } = systemMetadata;
  const inherited = Object.entries(imageProperties).filter(([key]) => !notInherited.test(key));
  const isOwn = caller.projectId === identity.projectId;
  return {
    name,
    owner: caller.projectId,
    visibility: isOwn ? 'private' : 'shared',
    properties: {
      ...Object.fromEntries(inherited),
      base_image_ref: baseImageRef || imageRef,
      ...(!isOwn && { instance_owner: identity.projectId }),
    },
  } as const;
}

/** Starts a snapshot of a server with a disk of its own: the image is there at once, its content comes later. */
export function startSnapshot(
  { world }: SimulatedCloud,
  server: Server,
  { name, metadata }: { readonly name: string; readonly metadata: Readonly<Record<string, string>> },
  caller: Identity,
  requestId: string,
): Image {
  const { properties, ...wanted } = imageOf(server, name, caller);
  const image = createImage(world, {
    ...wanted,
    diskFormat: 'raw',
    containerFormat: 'bare',
    properties: {
      ...properties,
      image_type: 'snapshot',
      instance_uuid: server.id,
      user_id: caller.userId,
      ...metadata,
    },
  });
  server.taskState = 'image_snapshot_pending';
  recordAction(world, server, 'createImage', requestId, caller);
  world.clock.schedule({ kind: 'snapshot', id: server.id, requestId, imageId: image.id });
  return image;
}

/** The image is filled with what the disk holds. The server, or the image, may be gone by then. */
export function snapshotOnHost({ world }: SimulatedCloud, { id, requestId, imageId }: Of<'snapshot'>): void {
  const server = world.servers.get(id);
  const image = world.images.get(imageId);
  if (!server) return;
  server.taskState = null;
  const error = image ? undefined : `Image ${imageId} could not be found.`;
  if (image) {
    const { projectId: owner_id } = server.identity;
    image.properties = { ...image.properties, image_location: 'snapshot', image_state: 'available', owner_id };
    fillImage(world, image, server.disk);
  }
  finishAction(world, server, requestId, 'compute_snapshot_instance', error);
}
