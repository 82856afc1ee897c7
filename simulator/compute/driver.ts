import { namesStableDevice, stableDevice } from '../rescue/stable-device';
import type { Image, Server, World } from '../world';

/** Source: SUPPORTED_DEVICE_TYPES, SUPPORTED_DEVICE_BUSES in nova/virt/libvirt/blockinfo.py@26.2.2, for QEMU. */
const supported: Readonly<Record<(typeof stableDevice)[number], readonly string[]>> = {
  hw_rescue_device: ['disk', 'cdrom', 'floppy', 'lun'],
  hw_rescue_bus: ['virtio', 'scsi', 'ide', 'usb', 'fdc', 'sata'],
};

const lacks: Readonly<Record<(typeof stableDevice)[number], (value: string) => string>> = {
  hw_rescue_device: (value) => `Requested rescue device '${value}' is not supported`,
  hw_rescue_bus: (value) => `Requested rescue bus '${value}' is not supported by the 'qemu' virt driver`,
};

export interface Rescuing {
  readonly server: Server;
  /** The rescue image. */
  readonly image: Image;
  /** Whether the server's own image must still be there, as it must before 30.0. */
  readonly ownImageMustExist: boolean;
}

/**
 * Why the compute driver of the server's host cannot boot from this image; undefined where it can. The fake driver can
 * always. Source: LibvirtDriver.rescue in nova/virt/libvirt/driver.py; as observed at 26.2.
 */
export function driverError(world: World, { server, image, ownImageMustExist }: Rescuing): string | undefined {
  if (server.host.driver === 'fake') return undefined;
  const { properties } = image;
  if (!namesStableDevice(properties)) {
    return server.isVolumeBacked ? withoutRootDisk(server) : undefined;
  }
  return ownDevicesError(world, server, ownImageMustExist) ?? unsupported(properties);
}

/** Any other rescue looks for the root disk among the host's files, where there is none. Path and user are Debian's. */
const withoutRootDisk = ({ id }: Server): string =>
  `Cannot access storage file '/var/lib/nova/instances/${id}/disk' (as uid:64055, gid:64055): No such file or directory`;

/** A stable rescue keeps the server's own devices, and looks up the image, or else the root volume, that describes them. */
function ownDevicesError({ images }: World, server: Server, imageMustExist: boolean): string | undefined {
  const { imageRef, rootImageRef, attachments } = server;
  const lost = (ref: string) => !images.has(ref);
  if (imageRef !== '') return imageMustExist && lost(imageRef) ? `Image ${imageRef} could not be found.` : undefined;
  if (rootImageRef !== '') {
    return lost(rootImageRef) ? `Block Device Mapping is Invalid: failed to get image ${rootImageRef}.` : undefined;
  }
  const unbootable = attachments.slice(0, 1).find(({ volume }) => !volume.bootable);
  return unbootable && `Block Device ${unbootable.volume.id} is not bootable.`;
}

function unsupported(properties: Image['properties']): string | undefined {
  for (const property of stableDevice) {
    const value = properties[property];
    if (value !== undefined && !supported[property].includes(value)) return lacks[property](value);
  }
  return undefined;
}
