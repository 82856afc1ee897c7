import { When } from '@cucumber/cucumber';
import { isLibvirt } from '../targets/arranging/places';
import { hasPlacement, knownTraits, traitsOfHost } from '../targets/clients/placement';
import { listAt } from '../targets/clients/reading';
import { NotApplicable } from '../targets/inconclusive';
import { arranged } from './asking/arranged';
import { ask } from './asking/ask';
import { askTwiceAtOnce } from './asking/at-once';
import { type Askings, waysOf } from './nouns/askings';
import type { ServerRequest } from './nouns/variants';
import { endOfPlan, session } from './session';
import type { RescueWorld } from './world';

When(
  '{request} is/are asked for {asking}',
  async function (this: RescueWorld, request: ServerRequest, askings: Askings) {
    this.trials = await ask(this, request, waysOf(askings));
  },
);

When('two rescues are asked for at once', async function (this: RescueWorld) {
  await askTwiceAtOnce(this);
});

When('its host {beginning} to report the trait', async function (this: RescueWorld, present: boolean) {
  const { server } = await arranged(this);
  await session().arranger.changeTrait(server, present);
  this.trait = present;
});

When('the version document is read without a token', async function (this: RescueWorld) {
  endOfPlan('reads the version document');
  const { target } = session().subject;
  const exchange = await target.send({ caller: 'nobody', service: 'compute', method: 'GET', path: '/' });
  this.trials = [{ asked: 'without a token', exchange }];
});

When('the list of traits is read', async function (this: RescueWorld) {
  const { target } = demandPlacement('openstack trait list');
  endOfPlan('reads the list of traits');
  const exchange = await knownTraits(target);
  this.trials = [{ asked: 'as admin', exchange }];
  this.lists = [listAt(exchange.reply.json, 'traits').map(String)];
});

When('the traits of each libvirt host are read', async function (this: RescueWorld) {
  const { target } = demandPlacement('openstack resource provider trait list');
  const hosts = (await session().arranger.places.hosts()).filter(isLibvirt);
  if (hosts.length === 0) throw new NotApplicable('no hypervisor of this cloud is a libvirt one');
  endOfPlan(`reads the traits of ${hosts.map(({ name }) => name).join(', ')}`);
  const lists: (readonly string[])[] = [];
  for (const { name } of hosts) lists.push((await traitsOfHost(target, name)).traits);
  this.lists = lists;
});

function demandPlacement(command: string): { target: ReturnType<typeof session>['subject']['target'] } {
  const { target } = session().subject;
  if (!hasPlacement(target))
    throw session().arranger.lacking(
      'placement',
      target.has('admin')
        ? `the catalogue has no Placement to ask: look with “${command}”`
        : `only an admin can read traits: give --admin-cloud, or look with “${command}”`,
    );
  return { target };
}
