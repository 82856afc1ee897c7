import type { Image } from '../../world';
import { zulu } from '../times';

/** The one store that there is. */
export const store = 'files';

/** An image as Glance shows it. Source: ResponseSerializer in glance/api/v2/images.py@25.1. */
export function imageView(image: Image): object {
  const { digests, data } = image;
  const size = digests === null ? null : data.length;
  const path = `/v2/images/${image.id}`;
  return {
    ...image.properties,
    name: image.name,
    disk_format: image.diskFormat,
    container_format: image.containerFormat,
    visibility: image.visibility,
    size,
    // Of other formats only their own headers tell, and of nothing it is not told.
    virtual_size: (image.diskFormat === 'raw' && size) || null,
    status: image.status,
    checksum: digests?.md5 ?? null,
    protected: image.isProtected,
    min_ram: image.minRam,
    min_disk: image.minDisk,
    owner: image.owner,
    os_hidden: image.isHidden,
    os_hash_algo: digests === null ? null : 'sha512',
    os_hash_value: digests?.sha512 ?? null,
    id: image.id,
    created_at: zulu(image.created),
    updated_at: zulu(image.updated),
    tags: image.tags,
    self: path,
    file: `${path}/file`,
    schema: '/v2/schemas/image',
    ...(digests !== null && { stores: store }),
  };
}
