import type { ReadyServer } from '../../targets/arranging/servers';
import { compute, showServer } from '../../targets/clients/compute';
import { Inconclusive } from '../../targets/inconclusive';
import { settle } from '../../targets/settle';
import { classOf } from '../judging/classes';
import { session } from '../session';
import type { Trial } from '../world';
import { usualVariant } from './usual-rescue';

/** Has a rescue begin, of which the end is not waited for. */
export async function beginRescue(server: ReadyServer): Promise<void> {
  const { method, path, body } = await usualVariant(server);
  const begun = await compute(session().subject.target, 'owner', { method, path, body });
  if (classOf(begun) !== 'acceptance') throw new Inconclusive('its rescue was not accepted');
}

/**
 * Has the end of the rescue waited for that the trial came into.
 * @throws Inconclusive where that may have been over by then: what a refusal meant cannot be told
 */
export async function demandTask(id: string, { exchange }: Trial): Promise<void> {
  const { target, patience } = session().subject;
  const busy = (await showServer(target, id))?.taskState !== null;
  const end = async () => ((await showServer(target, id))?.taskState === null ? 'over' : undefined);
  await settle(target.clock, 'the end of its rescue', end, patience);
  if (!busy && classOf(exchange) === 'refusal') throw new Inconclusive('its rescue was over before the other came');
}
