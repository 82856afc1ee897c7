import { defineParameterType, Then } from '@cucumber/cucumber';
import { listAttachments } from '../targets/clients/compute';
import { textAt } from '../targets/clients/reading';
import { Inconclusive } from '../targets/inconclusive';
import { compare, read } from '../targets/microversion';
import { arranged } from './asking/arranged';
import { type Answer, judgeEvery } from './judging/answers';
import { classOf, isPassing } from './judging/classes';
import { essence } from './judging/essence';
import type { Ending } from './judging/outcomes';
import { differences, takeSnapshot } from './judging/snapshot';
import { inWords, violate } from './judging/violate';
import { oneOf } from './nouns/one-of';
import { session } from './session';
import type { RescueWorld } from './world';

defineParameterType({ name: 'extent', regexp: /nothing|something/ });
defineParameterType({ name: 'volumes', regexp: /its root volume is|all its volumes are/ });
defineParameterType({ name: 'membership', ...oneOf({ is: true, 'is not': false }) });

Then('every {answer}', function (this: RescueWorld, answer: Answer) {
  judgeEvery(this, answer);
});

Then('it {ending}', async function (this: RescueWorld, ending: Ending) {
  await ending(this);
});

Then('the answers are alike', function (this: RescueWorld) {
  for (const [one, other] of pairs(this)) {
    if (essence(one) !== essence(other)) {
      violate(this, 'both answers to be alike', `${inWords(one)}; ${inWords(other)}`, [one, other]);
    }
  }
  demandAnswers(this);
});

Then('the answers are different', function (this: RescueWorld) {
  const same = pairs(this).filter(([one, other]) => essence(one) === essence(other));
  const [first] = same;
  if (first) violate(this, 'the answers to differ', `${inWords(first[0])}; ${inWords(first[1])}`, first);
  demandAnswers(this);
});

Then('{extent} about it has changed', async function (this: RescueWorld, extent: 'nothing' | 'something') {
  const { server, before } = await arranged(this);
  if (extent === 'nothing') {
    const other = this.trials.find(({ exchange }) => classOf(exchange) !== 'refusal');
    if (other || this.trials.length === 0) throw new Inconclusive(`it was not refused ${other ? inWords(other) : ''}`);
  }
  const changed = differences(before, await takeSnapshot(session().subject, server.id));
  if (extent === 'nothing' && changed.length > 0) violate(this, 'nothing to change', changed.join('; '), this.trials);
  if (extent === 'something' && changed.length === 0) violate(this, 'something to change', 'nothing has', this.trials);
});

Then('{volumes} attached and in use', async function (this: RescueWorld, volumes: string) {
  const { server, before } = await arranged(this);
  const now = await takeSnapshot(session().subject, server.id);
  const kept = Object.keys(before).filter((key) => key === 'attachments' || key.startsWith('status of volume'));
  const lost = differences(pick(before, kept), pick(now, kept));
  if (lost.length > 0)
    violate(this, volumes.replace(/are$|is$/, 'to stay attached and in use'), lost.join('; '), this.trials);
});

Then('it has no volume attached', async function (this: RescueWorld) {
  const { server } = await arranged(this);
  const attached = await listAttachments(session().subject.target, server.id);
  if (attached.length > 0) violate(this, 'no volume to be attached', attached.join(', '), this.trials);
});

Then('it names an oldest and a newest microversion', function (this: RescueWorld) {
  demandAnswers(this);
  for (const trial of this.trials) {
    const { json } = trial.exchange.reply;
    const oldest = read(textAt(json, 'version', 'min_version'));
    const newest = read(textAt(json, 'version', 'version'));
    if (!oldest || !newest || compare(oldest, newest) > 0) {
      violate(this, 'an oldest and a newest microversion', inWords(trial), [trial]);
    }
  }
});

Then('{word} {membership} among them', function (this: RescueWorld, trait: string, wanted: boolean) {
  const wrong = this.lists.filter((list) => list.includes(trait) !== wanted).length;
  const [expected, actual] = wanted ? ['to be there', 'lack it'] : ['not to be there', 'have it'];
  if (wrong > 0) violate(this, `${trait} ${expected}`, `${wrong} of ${this.lists.length} lists ${actual}`, this.trials);
});

const pick = (from: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));

/** Where one was not answered at all, nothing more can be said. */
function demandAnswers({ trials }: RescueWorld): void {
  const lost = trials.find(({ exchange }) => isPassing(exchange));
  if (lost) throw new Inconclusive(`no answer to judge ${inWords(lost)}`);
}

/** The trials two by two, as they were asked in two ways; those that were not answered at all show nothing. */
function pairs({
  trials,
}: RescueWorld): readonly (readonly [RescueWorld['trials'][number], RescueWorld['trials'][number]])[] {
  const found = trials.flatMap((one, index) => {
    const other = trials[index + 1];
    return index % 2 === 0 && other ? [[one, other] as const] : [];
  });
  if (found.length === 0) throw new Inconclusive('it was not asked in two ways');
  return found.filter((pair) => !pair.some(({ exchange }) => isPassing(exchange)));
}
