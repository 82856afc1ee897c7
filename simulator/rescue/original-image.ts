import type { OriginalSource } from '../editions';
import type { Image, Server, World } from '../world';

const look: Readonly<Record<OriginalSource, (world: World, server: Server) => string | undefined>> = {
  'server-image-ref': (_, server) => server.systemMetadata.baseImageRef || server.imageRef,
  'root-volume-image-metadata': ({ volumes }, { attachments }) =>
    volumes.get(attachments[0]?.volumeId ?? '')?.volumeImageMetadata.image_id,
};

/** The image that a rescue without one falls back to: the first that one of the sources names and Glance has. */
export function originalImage(world: World, server: Server, sources: readonly OriginalSource[]): Image | undefined {
  const ref = sources.map((source) => look[source](world, server)).find((found) => found);
  return ref === undefined ? undefined : world.images.get(ref);
}
