/** The image properties that name a stable rescue device, in the order in which Nova's drivers look at them. */
export const stableDevice = ['hw_rescue_device', 'hw_rescue_bus'] as const;

type Properties = Readonly<Record<string, string>>;

/** The values that Nova knows at all. Source: BlockDeviceType and DiskBus in nova/objects/fields.py@26.2.2. */
const known: Readonly<Record<(typeof stableDevice)[number], readonly string[]>> = {
  hw_rescue_device: ['cdrom', 'disk', 'floppy', 'fs', 'lun'],
  hw_rescue_bus: ['fdc', 'ide', 'sata', 'scsi', 'usb', 'virtio', 'xen', 'lxc', 'uml'],
};

/** The first value that Nova does not know: reading such an image fails inside of Nova. */
export const unknownDeviceValue = (properties: Properties): string | undefined =>
  stableDevice.flatMap((property) => {
    const value = properties[property];
    return value === undefined || known[property].includes(value) ? [] : [value];
  })[0];

/** Whether the image asks for a stable device at all: one of the two properties is enough for a driver. */
export const namesStableDevice = (properties: Properties): boolean =>
  stableDevice.some((property) => properties[property] !== undefined);
