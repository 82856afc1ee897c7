import { consoleOf, type Guest } from '../guest';
import type { Image, Server } from '../world';

/** What Nova's fake driver shows of any guest. */
const fakeConsole = 'FAKE CONSOLE OUTPUT\nANOTHER\nLAST LINE';

/** The disks of a server that is not in rescue: its own first, then its other volumes. */
function ownDisks({ isVolumeBacked, disk, attachments }: Server): readonly Buffer[] {
  const volumes = attachments.map(({ volume }) => volume.data);
  return isVolumeBacked ? volumes : [disk, ...volumes];
}

/** The guest of a server that runs as usual. */
export function usualGuest(server: Server): Guest {
  const [boot = Buffer.alloc(0), ...others] = ownDisks(server);
  return { boot, others };
}

/** The guest of a server in rescue: booted from the image, with its own disks beside it. */
export function rescuedGuest(server: Server, image: Image): Guest {
  return { boot: image.data, others: ownDisks(server) };
}

/** Has the guest boot: its console starts anew. */
export function boot(server: Server, guest: Guest): void {
  server.console = server.host.driver === 'libvirt' ? consoleOf(guest) : fakeConsole;
}
