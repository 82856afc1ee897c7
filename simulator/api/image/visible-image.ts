import { type Image, isVisible } from '../../world';
import type { Call } from '../service';

/** The image where the caller can see it. */
export function visibleImage({ world, caller }: Pick<Call, 'world' | 'caller'>, id: string): Image | undefined {
  const image = world.images.get(id);
  return image && isVisible(image, caller) ? image : undefined;
}
