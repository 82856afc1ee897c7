import { defineParameterType, Then } from '@cucumber/cucumber';
import type { ConsoleMarkers } from '../targets/arranging/marker/marker-image';
import type { ReadyServer } from '../targets/arranging/servers';
import { Inconclusive, NotApplicable } from '../targets/inconclusive';
import { arranged } from './asking/arranged';
import { violate } from './judging/violate';
import { session } from './session';
import type { RescueWorld } from './world';

defineParameterType({ name: 'ownDisk', regexp: /the rescue image|its root volume|its own image/ });

Then('its guest has booted from {ownDisk}', async function (this: RescueWorld, disk: OwnDisk) {
  const expected = await markerOf(this, disk);
  const { boot } = await consoleOf(this, (shown) => shown.boot === expected);
  if (boot !== expected)
    violate(this, `its guest to have booted from ${disk}`, `it booted from “${boot}”`, this.trials);
});

Then('its guest sees its root volume', async function (this: RescueWorld) {
  const root = await markerOf(this, 'its root volume');
  demandSight((await arranged(this)).server);
  const sees = ({ disks }: ConsoleMarkers) => disks.includes(root);
  const shown = await consoleOf(this, sees);
  if (sees(shown)) return;
  const seen = shown.disks.join(', ') || 'no disk';
  violate(this, 'its guest to see its root volume', `it booted from “${shown.boot}” and sees ${seen}`, this.trials);
});

Then('its guest sees no other disk', async function (this: RescueWorld) {
  demandSight((await arranged(this)).server);
  const others = ({ boot, disks }: ConsoleMarkers) => disks.filter((disk) => disk !== boot);
  const seen = others(await consoleOf(this, (shown) => others(shown).length === 0));
  if (seen.length > 0) violate(this, 'its guest to see no other disk', `it sees ${seen.join(', ')}`, this.trials);
});

/** A guest that does not see even the disk it was booted from, says nothing about others. */
function demandSight(server: ReadyServer): void {
  if (session().arranger.consoles.seesDisks(server)) return;
  throw new NotApplicable('the root volume is of a kind that our boot program cannot see: it knows virtio-blk on PCI');
}

type OwnDisk = 'the rescue image' | 'its root volume' | 'its own image';

/** What a guest says that was booted from it. */
async function markerOf(world: RescueWorld, disk: OwnDisk): Promise<string> {
  const { server } = await arranged(world);
  const { marker } = disk === 'the rescue image' ? await session().arranger.images.of('stable') : server;
  if (marker === undefined) {
    throw new NotApplicable(`the image of ${disk} is the user’s own: what its guest says on the console is not known`);
  }
  return marker;
}

async function consoleOf(world: RescueWorld, fits: (shown: ConsoleMarkers) => boolean): Promise<ConsoleMarkers> {
  const { server } = await arranged(world);
  const shown = await session().arranger.consoles.of(server.id, fits);
  if (!shown) throw new Inconclusive('the console does not show what the guest was booted from');
  return shown;
}
