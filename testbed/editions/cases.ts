/** How a server that is to be rescued was made, and by what it is rescued; each leads somewhere else in some edition. */

/** The properties of an image. An image that is a snapshot of a volume has no data. */
export const images = {
  plain: {},
  stable: { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' },
  'bus alone': { hw_rescue_bus: 'virtio' },
  'device alone': { hw_rescue_device: 'cdrom' },
  'bus that QEMU lacks': { hw_rescue_device: 'disk', hw_rescue_bus: 'xen' },
  'device that libvirt lacks': { hw_rescue_device: 'fs' },
  'device that Nova does not know': { hw_rescue_device: 'punched-card', hw_rescue_bus: 'virtio' },
  'bus that Nova does not know': { hw_rescue_bus: 'omnibus' },
  'volume snapshot': {
    hw_rescue_device: 'disk',
    hw_rescue_bus: 'virtio',
    bdm_v2: 'True',
    block_device_mapping:
      '[{"source_type": "snapshot", "destination_type": "volume", "snapshot_id": "00000000-0000-4000-8000-000000000002", "boot_index": 0}]',
  },
  'empty mapping, so no snapshot': {
    hw_rescue_device: 'disk',
    hw_rescue_bus: 'virtio',
    block_device_mapping: '[]',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type ImageName = keyof typeof images;

export interface Case {
  /** image: image-backed. volume: from an image. named: from an image, which is named as the server's own too. */
  readonly root: 'image' | 'volume' | 'named' | 'blank';
  /** What the server is made from. */
  readonly own?: ImageName;
  /** Whether that is deleted before the rescue. */
  readonly ownDeleted?: true;
  /** What the request names. */
  readonly rescue?: ImageName | 'unknown';
}

const before: readonly Case[] = (['image', 'volume'] as const).flatMap((root) => [
  { root, own: 'stable', rescue: 'unknown' },
  { root, own: 'stable', rescue: 'volume snapshot' },
  { root, own: 'stable', rescue: 'empty mapping, so no snapshot' },
  { root, own: 'stable', rescue: 'plain' },
  { root, own: 'stable', rescue: 'stable' },
  { root, own: 'stable', rescue: 'bus alone' },
  { root, own: 'stable', rescue: 'device alone' },
  { root, own: 'stable', rescue: 'bus that QEMU lacks' },
  { root, own: 'stable', rescue: 'device that libvirt lacks' },
  { root, own: 'stable', rescue: 'device that Nova does not know' },
  { root, own: 'stable', rescue: 'bus that Nova does not know' },
]);

export const cases: readonly Case[] = [
  ...before,
  { root: 'image', own: 'plain' },
  { root: 'image', own: 'stable' },
  { root: 'volume', own: 'plain' },
  { root: 'volume', own: 'stable' },
  { root: 'blank' },
  { root: 'blank', rescue: 'stable' },
  { root: 'named', own: 'plain' },
  { root: 'named', own: 'stable' },
  { root: 'image', own: 'plain', ownDeleted: true },
  { root: 'image', own: 'stable', ownDeleted: true },
  { root: 'volume', own: 'stable', ownDeleted: true },
  { root: 'named', own: 'stable', ownDeleted: true },
  { root: 'image', own: 'stable', ownDeleted: true, rescue: 'plain' },
  { root: 'image', own: 'stable', ownDeleted: true, rescue: 'stable' },
  { root: 'volume', own: 'stable', ownDeleted: true, rescue: 'stable' },
  { root: 'named', own: 'stable', ownDeleted: true, rescue: 'stable' },
];

const madeFrom = {
  image: 'image-backed',
  volume: 'from volume',
  named: 'from volume, image named',
  blank: 'from a blank volume',
};

/** As “from volume, own image stable (deleted), rescued with plain”: what a case is called where it is written down. */
export function nameOf({ root, own, ownDeleted, rescue }: Case): string {
  const made =
    own === undefined ? madeFrom[root] : `${madeFrom[root]}, own image ${own}${ownDeleted ? ' (deleted)' : ''}`;
  return `${made}, rescued ${rescue === undefined ? 'without an image' : `with ${rescue}`}`;
}
