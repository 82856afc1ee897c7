import type { Image } from '../../world';
import type { Reply } from '../message';
import type { Call } from '../service';
import { noSuchPath } from '../webob';
import { unfit } from './image-fields';
import { refused, withOwnImage } from './refused';

/** Source: glance/api/v2/image_tags.py@25.1, as observed. */

const setTags = (call: Call, image: Image, tags: readonly string[]): Reply => {
  image.tags = tags;
  image.updated = call.world.clock.now();
  return { status: 204 };
};

const reasons = (id: string, what: 'update' | 'delete') => ({
  foreign: `Not allowed to ${what} tags for image ${id}.`,
  unknown: `Image ${id} not found.`,
});

export const imageTagRoutes = {
  'PUT /v2/images/{id}/tags/{tag}': (call: Call, id: string, tag: string): Reply => {
    const why = unfit({ tags: [tag] });
    if (why !== undefined) return refused(call, 400, why);
    return withOwnImage(
      call,
      id,
      (image) => setTags(call, image, [...new Set([...image.tags, tag])]),
      reasons(id, 'update'),
    );
  },
  'DELETE /v2/images/{id}/tags/{tag}': (call: Call, id: string, tag: string): Reply =>
    withOwnImage(
      call,
      id,
      (image) => {
        const others = image.tags.filter((other) => other !== tag);
        return others.length < image.tags.length ? setTags(call, image, others) : noSuchPath(call.request);
      },
      reasons(id, 'delete'),
    ),
};
