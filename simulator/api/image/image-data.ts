import type { Image } from '../../world';
import { notSimulated, type Reply } from '../message';
import type { Call } from '../service';
import { isAdmin } from '../service';
import { fillImage } from './create-image';
import { refused, withImage, withOwnImage, wrongType } from './refused';

/** What an image holds. Source: glance/api/v2/image_data.py@25.1, as observed. */

const isBytes = ({ request }: Call) => request.headers['content-type'] === 'application/octet-stream';

/** What must be known of an image before it takes data. */
function missing({ diskFormat, containerFormat }: Image): string | undefined {
  const names = [...(diskFormat ? [] : ['disk_format']), ...(containerFormat ? [] : ['container_format'])];
  if (names.length === 0) return undefined;
  return `${names.length === 1 ? 'Property' : 'Properties'} ${names.join(', ')} must be set prior to saving data.`;
}

function upload(call: Call, image: Image): Reply {
  if (image.status !== 'queued') {
    const why = `Image status transition from ${image.status} to saving is not allowed`;
    return refused(call, 409, why);
  }
  const why = missing(image);
  if (why !== undefined) return refused(call, 400, why);
  fillImage(call.world, image, call.request.body);
  return { status: 204 };
}

function download(call: Call, { status, data, digests }: Image): Reply {
  if (status === 'deactivated' && !isAdmin(call)) {
    return refused(call, 403, 'The requested image has been deactivated. Image data download is forbidden.');
  }
  if (digests === null) return { status: 204 };
  if (call.request.headers.range !== undefined) return notSimulated('a part of an image');
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'Content-MD5': digests.md5 },
    body: data,
  };
}

export const imageDataRoutes = {
  'GET /v2/images/{id}/file': (call: Call, id: string): Reply => withImage(call, id, (image) => download(call, image)),
  'PUT /v2/images/{id}/file': (call: Call, id: string): Reply =>
    isBytes(call)
      ? withOwnImage(call, id, (image) => upload(call, image), {
          foreign: `Not allowed to upload image data for image ${id}`,
        })
      : wrongType(call),
};
