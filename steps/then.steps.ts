import { Then } from '@cucumber/cucumber';
import { listAttachments, showServer } from '../targets/clients/compute';
import { textAt } from '../targets/clients/reading';
import { Inconclusive } from '../targets/inconclusive';
import { compare, read } from '../targets/microversion';
import { arranged } from './asking/arranged';
import { essence } from './asking/other-requests';
import { type Answer, judgeEvery } from './judging/answers';
import { classOf } from './judging/classes';
import { becameRescue, staysOutOfRescue } from './judging/outcomes';
import { differences, takeSnapshot } from './judging/snapshot';
import { inWords, violate } from './judging/violate';
import { session } from './session';
import type { RescueWorld } from './world';

Then('every {answer}', function (this: RescueWorld, answer: Answer) {
  judgeEvery(this, answer);
});

Then('it becomes RESCUE', function (this: RescueWorld) {
  becameRescue(this);
});

Then('it does not become RESCUE', function (this: RescueWorld) {
  staysOutOfRescue(this);
});

Then('it becomes ACTIVE', async function (this: RescueWorld) {
  const { server } = await arranged(this);
  const now = await showServer(session().subject.target, server.id);
  if (now?.status !== 'ACTIVE')
    violate(this, 'the server to become ACTIVE', `it is ${now?.status ?? 'gone'}`, this.trials);
});

Then('the answers are alike', function (this: RescueWorld) {
  for (const [one, other] of pairs(this)) {
    if (essence(one) !== essence(other)) {
      violate(this, 'both answers to be alike', `${inWords(one)}; ${inWords(other)}`, [one, other]);
    }
  }
});

Then('the answers are different', function (this: RescueWorld) {
  const same = pairs(this).filter(([one, other]) => essence(one) === essence(other));
  const [first] = same;
  if (first) violate(this, 'the answers to differ', `${inWords(first[0])}; ${inWords(first[1])}`, first);
});

Then('nothing about it has changed', async function (this: RescueWorld) {
  const other = this.trials.find(({ exchange }) => classOf(exchange) !== 'refusal');
  if (other || this.trials.length === 0) throw new Inconclusive(`it was not refused ${other ? inWords(other) : ''}`);
  const changed = await changes(this);
  if (changed.length > 0) violate(this, 'nothing to change', changed.join('; '), this.trials);
});

Then('something about it has changed', async function (this: RescueWorld) {
  if ((await changes(this)).length === 0) violate(this, 'something to change', 'nothing has', this.trials);
});

Then('its root volume is attached and in use', async function (this: RescueWorld) {
  const { server, before } = await arranged(this);
  const now = await takeSnapshot(session().subject, server.id);
  const kept = Object.keys(before).filter((key) => key === 'attachments' || key.startsWith('status of volume'));
  const lost = differences(pick(before, kept), pick(now, kept));
  if (lost.length > 0) violate(this, 'its root volume to stay attached and in use', lost.join('; '), this.trials);
});

Then('it has no volume attached', async function (this: RescueWorld) {
  const { server } = await arranged(this);
  const attached = await listAttachments(session().subject.target, server.id);
  if (attached.length > 0) violate(this, 'no volume to be attached', attached.join(', '), this.trials);
});

Then('it names an oldest and a newest microversion', function (this: RescueWorld) {
  for (const trial of this.trials) {
    const { json } = trial.exchange.reply;
    const oldest = read(textAt(json, 'version', 'min_version'));
    const newest = read(textAt(json, 'version', 'version'));
    if (!oldest || !newest || compare(oldest, newest) > 0) {
      violate(this, 'an oldest and a newest microversion', inWords(trial), [trial]);
    }
  }
});

Then('{word} is among them', function (this: RescueWorld, trait: string) {
  const lacking = this.lists.filter((list) => !list.includes(trait)).length;
  if (lacking > 0)
    violate(this, `${trait} to be there`, `${lacking} of ${this.lists.length} lists lack it`, this.trials);
});

Then('{word} is not among them', function (this: RescueWorld, trait: string) {
  const having = this.lists.filter((list) => list.includes(trait)).length;
  if (having > 0)
    violate(this, `${trait} not to be there`, `${having} of ${this.lists.length} lists have it`, this.trials);
});

const changes = async (world: RescueWorld) => {
  const { server, before } = await arranged(world);
  return differences(before, await takeSnapshot(session().subject, server.id));
};

const pick = (from: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));

/** The trials two by two, as they were asked in two ways. */
function pairs({
  trials,
}: RescueWorld): readonly (readonly [RescueWorld['trials'][number], RescueWorld['trials'][number]])[] {
  const found = trials.flatMap((one, index) => {
    const other = trials[index + 1];
    return index % 2 === 0 && other ? [[one, other] as const] : [];
  });
  if (found.length === 0) throw new Inconclusive('it was not asked in two ways');
  return found;
}
