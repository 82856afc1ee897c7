import type { Volume, World } from '../world';
import { type Reply, textOr, within } from './message';
import type { Call } from './service';

/** The slice of Cinder v3 that arranging servers needs. */

export interface NewVolume {
  readonly name: string;
  readonly projectId: string;
  readonly size: number;
  readonly imageRef: string | undefined;
}

/** Makes a volume, copying image, properties and the image's id where it is made from one. */
export function createVolume(world: World, { name, projectId, size, imageRef }: NewVolume): Volume {
  const image = imageRef === undefined ? undefined : world.images.get(imageRef);
  const volume: Volume = {
    id: world.identifiers.uuid(),
    name,
    projectId,
    size,
    status: 'available',
    bootable: image !== undefined,
    volumeImageMetadata: image ? { ...image.properties, image_id: image.id, image_name: image.name } : {},
    data: image?.data ?? Buffer.alloc(512),
  };
  world.volumes.set(volume.id, volume);
  return volume;
}

const shown = (world: World, volume: Volume) => ({
  id: volume.id,
  name: volume.name,
  size: volume.size,
  status: volume.status,
  bootable: String(volume.bootable),
  ...(volume.bootable && { volume_image_metadata: volume.volumeImageMetadata }),
  attachments: [...world.servers.values()]
    .filter(({ attachments }) => attachments.some(({ volumeId }) => volumeId === volume.id))
    .map(({ id }) => ({ server_id: id, volume_id: volume.id })),
});

const withVolume = (call: Call, id: string, answer: (volume: Volume) => Reply): Reply => {
  const volume = call.world.volumes.get(id);
  return volume?.projectId === call.caller.projectId
    ? answer(volume)
    : { status: 404, body: { itemNotFound: { code: 404, message: `Volume ${id} could not be found.` } } };
};

export const blockStorageRoutes = {
  'GET /volumes/detail': ({ world, caller }: Call): Reply => {
    const mine = [...world.volumes.values()].filter(({ projectId }) => projectId === caller.projectId);
    return { status: 200, body: { volumes: mine.map((volume) => shown(world, volume)) } };
  },
  'POST /volumes': ({ world, caller, json }: Call): Reply => {
    const wanted = within(json, 'volume');
    const imageRef = wanted.imageRef;
    const volume = createVolume(world, {
      name: textOr(wanted.name, ''),
      projectId: caller.projectId,
      size: Number(wanted.size),
      imageRef: typeof imageRef === 'string' ? imageRef : undefined,
    });
    return { status: 202, body: { volume: { ...shown(world, volume), status: 'creating' } } };
  },
  'GET /volumes/{id}': (call: Call, id: string): Reply =>
    withVolume(call, id, (volume) => ({ status: 200, body: { volume: shown(call.world, volume) } })),
  'POST /volumes/{id}/action': (call: Call, id: string): Reply =>
    withVolume(call, id, (volume) => {
      const bootable = within(call.json, 'os-set_bootable').bootable;
      if (typeof bootable !== 'boolean') return { status: 501, headers: { 'X-Not-Simulated': 'volume action' } };
      volume.bootable = bootable;
      return { status: 200 };
    }),
  'DELETE /volumes/{id}': (call: Call, id: string): Reply =>
    withVolume(call, id, () => {
      call.world.volumes.delete(id);
      return { status: 202 };
    }),
};
