import type { Guest } from '../guest';
import { consoleOf } from '../guest';
import type { Image, Server, World } from '../world';

/** What Nova's fake driver shows of any guest. */
const fakeConsole = 'FAKE CONSOLE OUTPUT\nANOTHER\nLAST LINE';
const nothing = Buffer.alloc(0);

/** The disks of a server that is not in rescue: its own first, then its other volumes. */
function ownDisks(world: World, server: Server): readonly Buffer[] {
  const volumes = server.attachments.map(({ volumeId }) => world.volumes.get(volumeId)?.data ?? nothing);
  return server.isVolumeBacked ? volumes : [world.images.get(server.imageRef)?.data ?? nothing, ...volumes];
}

/** The guest of a server that runs as usual. */
export function usualGuest(world: World, server: Server): Guest {
  const [boot = nothing, ...others] = ownDisks(world, server);
  return { boot, others };
}

/** The guest of a server in rescue: booted from the image, with its own disks beside it. */
export function rescuedGuest(world: World, server: Server, image: Image): Guest {
  return { boot: image.data, others: ownDisks(world, server) };
}

/** Has the guest boot: its console starts anew. */
export function boot(server: Server, guest: Guest): void {
  server.console = server.host.driver === 'libvirt' ? consoleOf(guest) : fakeConsole;
}
