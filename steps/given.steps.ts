import { Given } from '@cucumber/cucumber';
import type { Disk, HostWish } from '../targets/arranging/wish';
import type { Change } from './nouns/conditions';
import type { RescueWorld } from './world';

Given('{server} on {host}', function (this: RescueWorld, disk: Disk, host: HostWish) {
  this.wish = { disk, host };
});

Given('another host that {reporting}', function (this: RescueWorld, reports: boolean) {
  this.otherHost = reports;
});

Given('it {change}', async function (this: RescueWorld, change: Change) {
  await change(this);
});
