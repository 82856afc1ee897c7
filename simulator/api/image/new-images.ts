import { mounts } from '../../mounts';
import type { Reply } from '../message';
import { type Call, isAdmin } from '../service';
import { withObject } from './body';
import { createImage } from './create-image';
import { fields, isField, isReserved, negative, unfit, visibilityRefused } from './image-fields';
import { imageView, store } from './image-view';
import { forbidden, notPermitted, refused } from './refused';

/** Making an image. Source: RequestDeserializer.create in glance/api/v2/images.py@25.1, as observed. */

/** What nobody may say of an image. */
const readOnly = [
  'direct_url',
  'self',
  'file',
  'schema',
  'stores',
  'created_at',
  'updated_at',
  'status',
  'checksum',
  'size',
  'virtual_size',
  'os_hash_algo',
  'os_hash_value',
];

function refusedBody(call: Call, body: Readonly<Record<string, unknown>>): Reply | undefined {
  const fixed = readOnly.find((key) => Object.hasOwn(body, key));
  if (fixed !== undefined) return refused(call, 403, `Attribute '${fixed}' is read-only.`);
  const wrong = unfit(body);
  if (wrong !== undefined) return refused(call, 400, wrong);
  const properties = Object.keys(body).filter((key) => !isField(key) && key !== 'id');
  if (properties.some((key) => key.length > 255)) {
    return refused(call, 400, 'Custom property should not be greater than 255 characters.');
  }
  const kept = properties.find(isReserved);
  if (kept !== undefined) return forbidden(call, `Attribute '${kept}' is reserved.`);
  const policy = visibilityRefused(call, body.visibility);
  if (policy !== undefined) return notPermitted(call, policy);
  if (body.owner !== undefined && body.owner !== call.caller.projectId && !isAdmin(call)) {
    return refused(call, 403, `You are not permitted to create images owned by '${body.owner}'.`);
  }
  if (properties.includes('locations')) return refused(call, 403, "Attribute 'locations' is reserved.");
  const tooSmall = ['min_disk', 'min_ram'].map((key) => negative(key, body[key])).find((why) => why !== undefined);
  if (tooSmall !== undefined) return refused(call, 400, tooSmall);
  const { id } = body;
  return typeof id === 'string' && call.world.images.has(id)
    ? refused(call, 409, `Image ID ${id} already exists!`)
    : undefined;
}

export const newImageRoutes = {
  'POST /v2/images': (call: Call): Reply =>
    withObject(call, (body) => {
      const refusal = refusedBody(call, body);
      if (refusal) return refusal;
      const { id, tags, ...rest } = body;
      const own = Object.entries(rest).flatMap(([key, value]) => (isField(key) ? [[fields[key], value]] : []));
      const properties = Object.entries(rest).filter(([key]) => !isField(key));
      // Each of these is of the type that the schema asks for.
      const image = createImage(call.world, {
        name: null,
        owner: call.caller.projectId,
        ...Object.fromEntries(own),
        ...(typeof id === 'string' && { id }),
        tags: [...new Set(tags as readonly string[] | undefined)],
        properties: Object.fromEntries(properties.map(([key, value]) => [key, String(value)])),
      });
      return {
        status: 201,
        headers: {
          Location: `${call.origin}${mounts.image}/v2/images/${image.id}`,
          'OpenStack-image-store-ids': store,
        },
        body: imageView(image),
      };
    }),
};
