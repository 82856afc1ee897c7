/**
 * A disk that says what it is: a boot sector that writes its own marker, and those of the other disks that the guest
 * sees, to the first serial port. A cloud whose consoles can be read so tells what a guest was booted from.
 *
 * The program, in 16-bit x86 (org 0x7c00; the marker is at 0x100 of the sector):
 *
 *       cli; xor ax,ax; mov ds,ax; mov es,ax; mov ss,ax; mov sp,0x7c00; sti; cld
 *       mov si,boot; call print; mov si,0x7d00; call print; mov si,end; call print
 *       mov dl,0x81                    ; the first disk is the one we booted from
 * next: push dx; mov ax,0x0201; mov bx,0x8000; mov cx,1; mov dh,0; int 0x13; jc skip
 *       cmp dword [0x8100],'nova'; jne skip
 *       mov si,disk; call print; mov si,0x8100; call print; mov si,end; call print
 * skip: pop dx; inc dl; cmp dl,0x88; jb next
 *       mov si,over; call print        ; what is not there by now is not seen
 * halt: cli; hlt; jmp halt
 * print: lodsb; test al,al; jz done; push ax; mov dx,0x3fd
 * wait: in al,dx; test al,0x20; jz wait; pop ax; mov dx,0x3f8; out dx,al; jmp print
 * done: ret
 * boot: db 'boot: ',0   disk: db 'disk: ',0   end: db 13,10,0   over: db 'done',13,10,0
 */
const program =
  'fa31c08ed88ec08ed0bc007cfbfcbe777ce84d00be007de84700be857ce84100b28152b80102bb0080b90100b600cd13721d66813e00816e6f76617512be7e7ce81e00be0081e81800be857ce812005afec280fa8872cbbe887ce80400faf4ebfcac84c0741050bafd03eca82074fb58baf803eeebebc3626f6f743a20006469736b3a20000d0a00646f6e650d0a00';

const markerAt = 0x100;
const sectorSize = 512;
const imageSize = 1 << 20;

/** What markers begin with; the program looks for its first four letters. */
export const markerPrefix = 'nova-rescue';

/** The bytes of a raw image of one MiB with this marker; ASCII, at most 200 letters. */
export function markerImage(marker: string): Buffer {
  const image = Buffer.alloc(imageSize);
  Buffer.from(program, 'hex').copy(image, 0);
  image.write(`${marker}\0`, markerAt, 'latin1');
  image.writeUInt16LE(0xaa55, sectorSize - 2);
  return image;
}

/** What a guest has written when it last booted, once it has written all of it. */
export interface ConsoleMarkers {
  /** The marker of the disk that it booted from. */
  readonly boot: string;
  /** Those of the other disks that it sees. */
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
