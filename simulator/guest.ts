/** What a guest has: the disk it boots from, and the others in the order it finds them. */
export interface Guest {
  readonly boot: Buffer;
  readonly others: readonly Buffer[];
}

const markerAt = 0x100;

/** The marker that a disk carries in its boot sector, as the boot programs of the suite's own images have it. */
function markerOf(disk: Buffer): string | undefined {
  const sector = disk.subarray(markerAt, 512);
  const text = sector.subarray(0, Math.max(0, sector.indexOf(0))).toString('latin1');
  return text.startsWith('nova-rescue') ? text : undefined;
}

/** What such a guest writes to its serial port when it boots: nothing, unless it boots from a disk with a marker. */
export function consoleOf({ boot, others }: Guest): string {
  const marker = markerOf(boot);
  if (marker === undefined) return '';
  const seen = [boot, ...others].flatMap((disk) => markerOf(disk) ?? []).map((other) => `disk: ${other}\r\n`);
  return [`boot: ${marker}\r\n`, ...seen, 'done\r\n'].join('');
}
