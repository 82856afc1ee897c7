import { Given } from '@cucumber/cucumber';
import type { Disk, HostWish } from '../targets/arranging/wish';
import { arranged } from './asking/arranged';
import { putIntoRescue } from './asking/ask';
import { session } from './session';
import type { RescueWorld } from './world';

Given('{server} on {host}', function (this: RescueWorld, disk: Disk, host: HostWish) {
  this.wish = { disk, host };
});

Given('another host that reports it', function (this: RescueWorld) {
  this.otherHost = true;
});

Given('another host that does not report it', function (this: RescueWorld) {
  this.otherHost = false;
});

Given('it can be rescued with an image', async function (this: RescueWorld) {
  await putIntoRescue(this);
  await session().arranger.bringBack((await arranged(this)).server);
});

Given('it is in RESCUE', async function (this: RescueWorld) {
  this.trials = await putIntoRescue(this);
});
