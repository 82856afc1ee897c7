import { createHash } from 'node:crypto';
import type { Image, World } from '../../world';

/** What is said of a new image; what is not said is as Glance has it then. */
export type NewImage = Pick<Image, 'name' | 'owner'> &
  Partial<Omit<Image, 'status' | 'members' | 'created' | 'updated' | 'data' | 'digests'>>;

/** A new image, that has no data yet. */
export function createImage(world: World, wanted: NewImage): Image {
  const now = world.clock.now();
  const image: Image = {
    id: wanted.id ?? world.identifiers.uuid(),
    visibility: 'shared',
    status: 'queued',
    diskFormat: null,
    containerFormat: null,
    minDisk: 0,
    minRam: 0,
    isProtected: false,
    isHidden: false,
    tags: [],
    properties: {},
    members: [],
    created: now,
    updated: now,
    data: Buffer.alloc(0),
    digests: null,
    ...wanted,
  };
  world.images.set(image.id, image);
  return image;
}

/** Gives an image its data: it is active then. */
export function fillImage(world: World, image: Image, data: Buffer): void {
  const digest = (algorithm: string) => createHash(algorithm).update(data).digest('hex');
  image.data = data;
  image.digests = { md5: digest('md5'), sha512: digest('sha512') };
  image.status = 'active';
  image.updated = world.clock.now();
}
