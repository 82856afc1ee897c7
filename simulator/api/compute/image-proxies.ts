import { badRequest, notFound } from '../../fault';
import { mounts } from '../../mounts';
import { type Image, isVisible } from '../../world';
import { visibleImage } from '../image';
import { notSimulated, type Reply } from '../message';
import { limitOf, pageOf } from '../paging';
import type { Answer } from '../route';
import { available } from './available';
import { type ComputeCall, faultReply, otherReply } from './call';
import { linksTo, nextLinks } from './links';
import { time } from './times';

/** Images through Nova, up to 2.35: from then on they are Glance's alone. Source: nova/api/openstack/compute/images.py@26.2.2, as observed. */

const most = 1000;

const briefly = (call: ComputeCall, { id, name }: Image) => ({
  id,
  name,
  links: [
    ...linksTo(call, 'images', id),
    { rel: 'alternate', type: 'application/vnd.openstack.image', href: `${call.origin}${mounts.image}/images/${id}` },
  ],
});

function inDetail(call: ComputeCall, image: Image): object {
  const { status, properties } = image;
  const server = properties.instance_uuid;
  return {
    ...briefly(call, image),
    minRam: image.minRam,
    minDisk: image.minDisk,
    metadata: properties,
    created: time(image.created),
    updated: time(image.updated),
    status: status === 'active' ? 'ACTIVE' : status === 'queued' ? 'SAVING' : 'UNKNOWN',
    progress: status === 'active' ? 100 : status === 'queued' ? 25 : 0,
    'OS-EXT-IMG-SIZE:size': image.data.length,
    ...(server !== undefined && { server: { id: server, links: linksTo(call, 'servers', server) } }),
  };
}

const list =
  (collection: string, shown: (call: ComputeCall, image: Image) => object): Answer<ComputeCall> =>
  (call) => {
    const { query } = call.request;
    const refuse = (why: string) => faultReply(call, badRequest(why));
    const limit = limitOf(query.get('limit'), most);
    if (limit === undefined) return refuse('Invalid input received: limit must be an integer');
    const marker = query.get('marker') ?? undefined;
    const page = pageOf(call.world.images.values(), {
      limit,
      marker,
      matches: (image) => isVisible(image, call.caller) && image.name === (query.get('name') ?? image.name),
    });
    if (!page) return refuse(`HTTP 400 Bad Request: No image found with ID ${marker}`);
    const images = page.items.map((image) => shown(call, image));
    return otherReply(call, 200, { images, ...nextLinks(call, 'images', collection, page) });
  };

const withImage =
  (answer: (call: ComputeCall, image: Image) => Reply): Answer<ComputeCall> =>
  (call, id = '') => {
    const image = visibleImage(call, id);
    return image ? answer(call, image) : faultReply(call, notFound('Image not found.'));
  };

export const imageProxyRoutes: Readonly<Record<string, Answer<ComputeCall>>> = {
  'GET /images': available({ until: 36 }, list('images', briefly)),
  'GET /images/detail': available({ until: 36 }, list('images/detail', inDetail)),
  'GET /images/{id}': available(
    { until: 36 },
    withImage((call, image) => otherReply(call, 200, { image: inDetail(call, image) })),
  ),
  'DELETE /images/{id}': available(
    { until: 36 },
    withImage((call, image) => {
      // Glance refuses both.
      if (image.isProtected || (image.owner !== call.caller.projectId && !call.caller.roles.includes('admin'))) {
        return notSimulated('what Nova says where Glance does not delete an image: ask Glance');
      }
      call.world.images.delete(image.id);
      return { status: 204 };
    }),
  ),
  'GET /images/{id}/metadata': available(
    { until: 36 },
    withImage((call, { properties }) => otherReply(call, 200, { metadata: properties })),
  ),
};
