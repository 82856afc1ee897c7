import { badRequest, type Fault, forbidden, notFound } from '../fault';
import { type Image, type Volume, volumeStatuses, type World } from '../world';
import { visibleImage } from './image';
import { notSimulated, type Reply, recordOf, textOr, within } from './message';
import { type Call, isAdmin } from './service';

/** The slice of Cinder v3 that arranging servers needs. */

export interface NewVolume {
  readonly name: string;
  readonly projectId: string;
  readonly size: number;
  /** What it is made from; undefined for an empty one. */
  readonly image: Image | undefined;
}

/** Makes a volume, copying the content, the properties and the id of the image it is made from. */
export function createVolume(world: World, { image, ...wanted }: NewVolume): Volume {
  const volume: Volume = {
    ...wanted,
    id: world.identifiers.uuid(),
    status: 'available',
    bootable: image !== undefined,
    volumeImageMetadata: image ? { ...image.properties, image_id: image.id, image_name: image.name ?? '' } : {},
    data: image?.data ?? Buffer.alloc(512),
  };
  world.volumes.set(volume.id, volume);
  return volume;
}

const holders = (world: World, volume: Volume) =>
  [...world.servers.values()].filter(({ attachments }) =>
    attachments.some((attachment) => attachment.volume === volume),
  );

const shown = (world: World, volume: Volume) => ({
  id: volume.id,
  name: volume.name,
  size: volume.size,
  status: volume.status,
  bootable: String(volume.bootable),
  ...(Object.keys(volume.volumeImageMetadata).length > 0 && { volume_image_metadata: volume.volumeImageMetadata }),
  attachments: holders(world, volume).map(({ id }) => ({ server_id: id, volume_id: volume.id })),
});

const faultReply = ({ status, name, message }: Fault): Reply => ({
  status,
  body: { [name]: { code: status, message } },
});

const withVolume = (call: Call, id: string, answer: (volume: Volume) => Reply): Reply => {
  const volume = call.world.volumes.get(id);
  return volume && (volume.projectId === call.caller.projectId || isAdmin(call))
    ? answer(volume)
    : faultReply(notFound(`Volume ${id} could not be found.`));
};

const volumeActions: Readonly<Record<string, (call: Call, volume: Volume, value: unknown) => Reply>> = {
  'os-set_bootable': (_, volume, value) => {
    volume.bootable = recordOf(value).bootable === true;
    return { status: 200 };
  },
  'os-set_image_metadata': (_, volume, value) => {
    const added = Object.entries(within(value, 'metadata')).map(([key, text]) => [key, String(text)]);
    volume.volumeImageMetadata = { ...volume.volumeImageMetadata, ...Object.fromEntries(added) };
    return { status: 200, body: { metadata: volume.volumeImageMetadata } };
  },
  'os-reset_status': (call, volume, value) => {
    if (!isAdmin(call)) return faultReply(forbidden('Policy does not allow it to be performed.'));
    const status = volumeStatuses.find((known) => known === recordOf(value).status);
    if (status === undefined) return faultReply(badRequest('Must specify a valid status'));
    volume.status = status;
    return { status: 202 };
  },
};

export const blockStorageRoutes = {
  'GET /volumes/detail': ({ world, caller }: Call): Reply => {
    const mine = [...world.volumes.values()].filter(({ projectId }) => projectId === caller.projectId);
    return { status: 200, body: { volumes: mine.map((volume) => shown(world, volume)) } };
  },
  'POST /volumes': (call: Call): Reply => {
    const { world, caller, json } = call;
    const { name, size, imageRef } = within(json, 'volume');
    const ref = textOr(imageRef, '');
    const image = visibleImage(call, ref);
    if (ref !== '' && !image)
      return faultReply(badRequest('Invalid image identifier or unable to access requested image.'));
    const volume = createVolume(world, {
      name: textOr(name, ''),
      projectId: caller.projectId,
      size: Number(size),
      image,
    });
    return { status: 202, body: { volume: { ...shown(world, volume), status: 'creating' } } };
  },
  'GET /volumes/{id}': (call: Call, id: string): Reply =>
    withVolume(call, id, (volume) => ({ status: 200, body: { volume: shown(call.world, volume) } })),
  'POST /volumes/{id}/action': (call: Call, id: string): Reply =>
    withVolume(call, id, (volume) => {
      const action = recordOf(call.json);
      const name = Object.keys(action).join();
      const act = Object.hasOwn(volumeActions, name) ? volumeActions[name] : undefined;
      return act?.(call, volume, action[name]) ?? notSimulated(`the volume action ${name}`);
    }),
  'DELETE /volumes/{id}': (call: Call, id: string): Reply =>
    withVolume(call, id, (volume) => {
      if (holders(call.world, volume).length > 0 || !['available', 'error'].includes(volume.status)) {
        return faultReply(
          badRequest('Invalid volume: Volume status must be available or error, and must not be attached.'),
        );
      }
      call.world.volumes.delete(id);
      return { status: 202 };
    }),
};
