import { defineParameterType, Then, When } from '@cucumber/cucumber';
import { differenceInWords } from '../fuzz/sequences/difference-in-words';
import { playAny, playBoth, readActions, type SimulatedEdition, simulatedEditions } from '../fuzz/stages/against-model';
import { Inconclusive } from '../targets/inconclusive';
import { violate } from './judging/violate';
import { oneOf } from './nouns/one-of';
import { endOfPlan, session } from './session';
import type { RescueWorld } from './world';

/** What nobody wrote down: sequences of actions, played on the target and on the simulator. */

const editions = Object.fromEntries(simulatedEditions.map((name) => [name, name])) as Record<string, SimulatedEdition>;
defineParameterType({ name: 'edition', ...oneOf(editions) });

When(
  'these actions are played, and on the simulator as {edition}',
  async function (this: RescueWorld, edition: SimulatedEdition, text: string) {
    const actions = readActions(text);
    if (typeof actions === 'string') throw new Inconclusive(actions);
    endOfPlan('plays a sequence of actions');
    const { subject, arranger } = session();
    this.parted = { at: await playBoth(subject, arranger, edition, actions) };
  },
);

When(
  'any sequence of actions is played, and on the simulator as {edition}',
  async function (this: RescueWorld, edition: SimulatedEdition) {
    endOfPlan('plays sequences of actions');
    const { subject, arranger, samples, seed, interrupted } = session();
    this.parted = { at: await playAny(subject, arranger, edition, { runs: samples, seed, isOver: interrupted }) };
  },
);

Then('nothing tells the two apart', function (this: RescueWorld) {
  if (!this.parted) throw new Inconclusive('nothing was played');
  if (!this.parted.at) return;
  const { words, expected, actual } = this.parted.at;
  const told = differenceInWords(expected, actual);
  violate(this, `${told.what}: ${told.expected} after ${words}`, `it is ${told.actual}`, []);
});
