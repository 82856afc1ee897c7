import type { Host } from '../world';

/** What disks are called. Source: nova/block_device.py, nova/compute/utils.py and virt/libvirt/driver.py of 26.2.2. */

/** Nova's fake driver leaves it to Nova, for which disks are SCSI's; libvirt's are virtio's. */
const prefixOf = ({ driver }: Host): string => (driver === 'fake' ? '/dev/sd' : '/dev/vd');

export const rootDeviceOn = (host: Host): string => `${prefixOf(host)}a`;

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** The first that is free. */
export const freeDevice = (host: Host, taken: readonly string[]): string =>
  String(letters.map((letter) => prefixOf(host) + letter).find((device) => !taken.includes(device)));

/** What a device is called that is asked for by name: of the name only the letter counts, and nothing of it under libvirt. */
export function attachedAs(host: Host, wanted: string, taken: readonly string[]): string {
  const letter = /^\/dev\/x?[a-z]?d?([a-z]+)\d*$/.exec(wanted)?.[1];
  return letter === undefined || host.driver === 'libvirt' ? freeDevice(host, taken) : prefixOf(host) + letter;
}
