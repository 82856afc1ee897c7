import { Given } from '@cucumber/cucumber';
import type { Disk, HostWish } from '../targets/arranging/wish';
import { Inconclusive } from '../targets/inconclusive';
import { arranged } from './asking/arranged';
import { ask } from './asking/ask';
import { inWords } from './judging/violate';
import { waysOf } from './nouns/askings';
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
  const { server } = await arranged(this);
  const [trial] = await ask(
    this,
    { kind: 'rescue', image: 'stable' },
    waysOf((run) => [{ asked: 'at 2.87', headers: { 'OpenStack-API-Version': 'compute 2.87' } }].filter(() => run)),
  );
  if (trial?.outcome?.kind !== 'rescued') {
    throw new Inconclusive(`it is not rescued with an image either: ${trial ? inWords(trial) : 'nothing was asked'}`);
  }
  await session().arranger.bringBack(server);
});
