import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newWorld } from '../../new-world';
import { createImage } from '../image';
import { createVolume } from './create-volume';

it('a volume can be made of an image that has no data yet, and without telling whose it is', () => {
  const world = newWorld({ driver: 'fake', seed: 1 });
  const image = createImage(world, { name: null, owner: 'p' });
  const { volumeImageMetadata, userId, metadata } = createVolume(world, { name: '', projectId: 'p', size: 1, image });
  assert.deepEqual([volumeImageMetadata.checksum, volumeImageMetadata.image_name], [undefined, '']);
  assert.deepEqual([userId, metadata], ['', {}]);
});
