import type { OriginalSource } from '../editions';
import type { Server } from '../world';

const look: Readonly<Record<OriginalSource, (server: Server) => string | undefined>> = {
  'server-image-ref': ({ systemMetadata, imageRef }) => systemMetadata.baseImageRef || imageRef,
  'root-volume-image-metadata': ({ attachments: [root] }) => root?.volume.volumeImageMetadata.image_id,
};

/** The reference that a rescue without an image falls back to: the first that one of the sources names, else none. */
export const originalImageRef = (server: Server, sources: readonly OriginalSource[]): string =>
  sources.map((source) => look[source](server)).find((found) => found) ?? '';
