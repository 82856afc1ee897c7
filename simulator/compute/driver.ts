import { stableDevice } from '../rescue/guards';
import type { Image, Server } from '../world';

const supported: Readonly<Record<(typeof stableDevice)[number], readonly string[]>> = {
  hw_rescue_device: ['disk', 'cdrom', 'floppy'],
  hw_rescue_bus: ['virtio', 'scsi', 'ide', 'usb', 'sata', 'fdc'],
};
const kind = { hw_rescue_device: 'device', hw_rescue_bus: 'bus' } as const;

/**
 * Why the compute driver of the server's host cannot boot from this image; undefined where it can. The fake driver can
 * always. Source: nova/virt/libvirt, as observed at 26.2; that a volume-backed server needs a stable device is read.
 */
export function driverError(server: Server, image: Image): string | undefined {
  if (server.host.driver === 'fake') return undefined;
  const unsupported = stableDevice.find((property) => {
    const value = image.properties[property];
    return value !== undefined && !supported[property].includes(value);
  });
  if (unsupported) {
    return `Requested rescue ${kind[unsupported]} '${image.properties[unsupported]}' is not supported by the 'qemu' virt driver`;
  }
  const plain = stableDevice.every((property) => image.properties[property] === undefined);
  return server.isVolumeBacked && plain
    ? 'Boot from volume rescue is not supported without a stable device'
    : undefined;
}
