import { type Image, isVisible } from '../world';
import { type Reply, recordOf, textOr } from './message';
import { type Call, isAdmin } from './service';

/** The slice of Glance v2 that arranging servers needs. */

/** The image where the caller can see it. */
export function visibleImage({ world, caller }: Call, id: string): Image | undefined {
  const image = world.images.get(id);
  return image && isVisible(image, caller) ? image : undefined;
}

const shown = ({ properties, data, ...image }: Image) => ({
  ...image,
  ...properties,
  size: data.length,
  disk_format: 'raw',
  container_format: 'bare',
  min_disk: 0,
  min_ram: 0,
  tags: [],
});

const withImage = (call: Call, id: string, answer: (image: Image) => Reply): Reply => {
  const image = visibleImage(call, id);
  return image ? answer(image) : { status: 404, body: `No image found with ID ${id}` };
};

const ownKeys = new Set(['name', 'visibility', 'disk_format', 'container_format', 'min_disk', 'min_ram', 'tags']);

export const imageRoutes = {
  'GET /v2/images': ({ world, caller, request }: Call): Reply => {
    const name = request.query.get('name');
    const images = [...world.images.values()].filter((image) => isVisible(image, caller));
    return { status: 200, body: { images: images.filter((image) => name === null || image.name === name).map(shown) } };
  },
  'POST /v2/images': (call: Call): Reply => {
    const body = recordOf(call.json);
    const isPublic = body.visibility === 'public';
    if (isPublic && !isAdmin(call)) {
      return { status: 403, body: 'You are not authorized to complete publicize_image action.' };
    }
    const properties = Object.entries(body).filter(([key]) => !ownKeys.has(key));
    const image: Image = {
      id: call.world.identifiers.uuid(),
      name: textOr(body.name, ''),
      owner: call.caller.projectId,
      visibility: isPublic ? 'public' : 'private',
      status: 'queued',
      properties: Object.fromEntries(properties.map(([key, value]) => [key, String(value)])),
      data: Buffer.alloc(0),
    };
    call.world.images.set(image.id, image);
    return { status: 201, body: shown(image) };
  },
  'GET /v2/images/{id}': (call: Call, id: string): Reply =>
    withImage(call, id, (image) => ({ status: 200, body: shown(image) })),
  'PUT /v2/images/{id}/file': (call: Call, id: string): Reply =>
    withImage(call, id, (image) => {
      image.data = call.request.body;
      image.status = 'active';
      return { status: 204 };
    }),
  'DELETE /v2/images/{id}': (call: Call, id: string): Reply =>
    withImage(call, id, () => {
      call.world.images.delete(id);
      return { status: 204 };
    }),
};
