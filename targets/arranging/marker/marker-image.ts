import { firstSector, rest } from './program';

/**
 * A disk that says what it is: a boot program that writes its own marker, and those of the disks that the guest sees, to
 * the first serial port. A cloud whose consoles can be read so tells what a guest was booted from. Source: boot.S.
 */

const markerAt = 0x100;
const sectorSize = 512;
const imageSize = 1 << 20;

/** What markers begin with; the program looks for its first four letters. */
export const markerPrefix = 'nova-rescue';

/** The bytes of a raw image of one MiB with this marker; ASCII, at most 200 letters. */
export function markerImage(marker: string): Buffer {
  const image = Buffer.alloc(imageSize);
  Buffer.from(firstSector, 'hex').copy(image, 0);
  Buffer.from(rest, 'hex').copy(image, sectorSize);
  image.write(`${marker}\0`, markerAt, 'latin1');
  image.writeUInt16LE(0xaa55, sectorSize - 2);
  return image;
}

/** What a guest has written when it last booted, once it has written all of it. */
export interface ConsoleMarkers {
  /** The marker of the disk that it booted from. */
  readonly boot: string;
  /** Those of the disks that it sees; its own among them, where it can see disks of that kind at all. */
  readonly disks: readonly string[];
}

/** Reads a console log; undefined where the guest is not done, or is none of ours. */
export function readMarkers(log: string): ConsoleMarkers | undefined {
  const lines = log.split(/\r?\n/).map((line) => line.trim());
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('boot: ')));
  const end = last.indexOf('done');
  const boot = last[0]?.startsWith('boot: ') ? last[0].slice('boot: '.length) : undefined;
  if (boot === undefined || end < 0) return undefined;
  const disks = last.slice(0, end).flatMap((line) => (line.startsWith('disk: ') ? [line.slice('disk: '.length)] : []));
  return { boot, disks };
}
