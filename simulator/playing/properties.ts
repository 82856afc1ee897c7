import type { ImageKind } from './action';

const stable = { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' } as const;

/** What each image that can be made carries. */
export const properties: Readonly<Record<Exclude<ImageKind, 'unknown'>, Readonly<Record<string, string>>>> = {
  own: stable,
  stable,
  plain: {},
  'bus only': { hw_rescue_bus: 'virtio' },
  'device only': { hw_rescue_device: 'disk' },
  'unsupported bus': { ...stable, hw_rescue_bus: 'lxc' },
  'with a TPM': { ...stable, hw_tpm_version: '2.0' },
  snapshot: { ...stable, block_device_mapping: '[{"source_type": "snapshot"}]' },
  'of another project': stable,
};

/** The id of an image, a volume or a server that is nowhere. */
export const nowhere = '00000000-0000-4000-8000-00000000dead';

/** Nobody's to look into but a guest's that runs: it tells on its console what it has booted from. */
export function contents(kind: string): Buffer {
  const data = Buffer.alloc(512);
  data.write(`nova-rescue ${kind}`, 0x100);
  return data;
}
