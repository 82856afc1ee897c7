import { defineParameterType } from '@cucumber/cucumber';
import { showServer } from '../../targets/clients/compute';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { arranged } from '../asking/arranged';
import { oneOf } from '../nouns/one-of';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { classOf, isPassing } from './classes';
import { failures } from './failures';
import { records } from './records';
import { differences, takeSnapshot } from './snapshot';
import { inWords, violate } from './violate';

/** What an accepted rescue came to, in words; undefined where it came to RESCUE. */
function insteadOfRescue({ outcome }: Trial): string | undefined {
  switch (outcome?.kind) {
    case undefined:
      throw new Error('the last request was no rescue: nothing has become of it');
    case 'rescued':
      return undefined;
    case 'failed':
      return `the request was accepted, but the rescue then failed: its action ended in Error, and the server is ${outcome.status} again`;
    case 'not in RESCUE':
      return `the request was accepted and its action ended well, but the server is ${outcome.status}`;
    case 'error':
      return `the request was accepted, but the server went to ERROR: ${outcome.fault}`;
    case 'unsupported by the driver':
      throw new NotApplicable(`the driver cannot do what was asked: ${outcome.fault}`);
    case 'unknown':
      throw new Inconclusive(outcome.why);
  }
}

/** Every trial must have been accepted and have come to RESCUE. A refusal is another rule's. */
export function becameRescue(world: RescueWorld): void {
  demandTrials(world);
  for (const trial of world.trials) {
    if (classOf(trial.exchange) !== 'acceptance') throw new Inconclusive(`no rescue to wait for: ${inWords(trial)}`);
    const instead = insteadOfRescue(trial);
    if (instead !== undefined) violate(world, 'the server to become RESCUE', `${trial.asked}: ${instead}`, [trial]);
  }
}

/** No trial may have come to RESCUE: refused, or accepted and failed. */
export function staysOutOfRescue(world: RescueWorld): void {
  demandTrials(world);
  for (const trial of world.trials) {
    const found = classOf(trial.exchange);
    if (found === 'neither') throw new Inconclusive(`neither accepted nor refused ${inWords(trial)}`);
    if (found === 'acceptance' && insteadOfRescue(trial) === undefined) {
      violate(world, 'the server not to be rescued', `${inWords(trial)}, and it became RESCUE`, [trial]);
    }
  }
}

function demandTrials({ trials }: RescueWorld): void {
  if (trials.length === 0) throw new Inconclusive('nothing was asked');
}

async function isActive(world: RescueWorld): Promise<void> {
  const { server } = await arranged(world);
  const now = await showServer(session().subject.target, server.id);
  if (now?.status !== 'ACTIVE')
    violate(world, 'the server to become ACTIVE', `it is ${now?.status ?? 'gone'}`, world.trials);
}

/** What a rescue must leave as it is shown. */
const own = ['name', 'flavor', 'image'];

async function showsItself(world: RescueWorld): Promise<void> {
  const { server, before } = await arranged(world);
  const now = await takeSnapshot(session().subject, server.id);
  const changed = differences(before, now).filter((line) => own.some((key) => line.startsWith(`${key}:`)));
  if (changed.length > 0) violate(world, 'the server to show its own', changed.join('; '), world.trials);
}

/** Released Nova answers the loser 409, or 500 where it was read before the winner was written down: both are fine. */
function oneWinner(world: RescueWorld): void {
  const accepted = world.trials.filter(({ exchange }) => classOf(exchange) === 'acceptance');
  const [first] = world.trials;
  if (!first || accepted.length === 0) throw new Inconclusive(`neither was accepted ${first ? inWords(first) : ''}`);
  const passing = world.trials.find(({ exchange }) => isPassing(exchange));
  if (passing) throw new Inconclusive(`one was not answered ${inWords(passing)}`);
  if (accepted.length === 1) return;
  if (!world.overlap) throw new Inconclusive('both were accepted, but may have come one after the other');
  violate(world, 'no second rescue to be accepted during the first', 'both were accepted and under way', accepted);
}

/** What is to have become of the server. */
export type Ending = (world: RescueWorld) => void | Promise<void>;

const endings: Readonly<Record<string, Ending>> = {
  'becomes RESCUE': becameRescue,
  'does not become RESCUE': staysOutOfRescue,
  'becomes ACTIVE': isActive,
  'shows its own name, flavor and image': showsItself,
  ...records,
  ...failures,
  'accepts no more than one': oneWinner,
};

defineParameterType({ name: 'ending', ...oneOf(endings) });
