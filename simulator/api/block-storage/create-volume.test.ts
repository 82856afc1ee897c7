import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newWorld } from '../../new-world';
import { createImage } from '../image';
import { createVolume } from './create-volume';

it('a volume can be made of an image that has no data yet, and has no metadata of its own then', () => {
  const world = newWorld({ driver: 'fake', seed: 1 });
  const image = createImage(world, { name: null, owner: 'p' });
  const { volumeImageMetadata, metadata } = createVolume(world, {
    name: '',
    projectId: 'p',
    userId: 'u',
    size: 1,
    image,
  });
  assert.deepEqual([volumeImageMetadata.checksum, volumeImageMetadata.image_name], [undefined, '']);
  assert.deepEqual(metadata, {});
});
