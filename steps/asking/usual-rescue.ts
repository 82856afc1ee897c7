import type { ReadyServer } from '../../targets/arranging/servers';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { classOf } from '../judging/classes';
import { inWords } from '../judging/violate';
import { type Asking, opted, silent } from '../nouns/askings';
import { usualRescue } from '../nouns/requests';
import type { Variant } from '../nouns/variants';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';
import { askOnce } from './ask-once';

/** The one request that the usual rescue is. */
export async function usualVariant(server: ReadyServer): Promise<Variant> {
  const [variant] = await usualRescue.variants(server, session());
  if (!variant) throw new Error('the usual rescue is one request');
  return variant;
}

const rescue = async (server: ReadyServer, way: Asking) => askOnce(server.id, await usualVariant(server), way);

/**
 * Has the scenario's server, or another, rescued with an image and the opt-in.
 * @throws Inconclusive where it is not: that is another rule's matter
 */
export async function putIntoRescue(world: RescueWorld, other?: ReadyServer): Promise<readonly Trial[]> {
  const server = other ?? (await arranged(world)).server;
  const trial = await rescue(server, opted());
  if (trial.outcome?.kind === 'rescued') return [trial];
  if (trial.outcome?.kind === 'unsupported by the driver')
    throw new NotApplicable(`the driver cannot: ${trial.outcome.fault}`);
  throw new Inconclusive(`it is not rescued with an image and the opt-in: ${inWords(trial)}`);
}

/**
 * Has a rescue without the opt-in refused.
 * @throws Inconclusive where it is not: that is another rule's matter
 */
export async function haveRefused(world: RescueWorld): Promise<void> {
  const trial = await rescue((await arranged(world)).server, silent);
  if (classOf(trial.exchange) !== 'refusal') throw new Inconclusive(`it is not refused ${inWords(trial)}`);
}
