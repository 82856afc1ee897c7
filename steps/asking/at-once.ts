import { actionIsFinished, compute, requestIdOf, showServer } from '../../targets/clients/compute';
import { outcomeOf } from '../../targets/clients/rescue';
import type { Exchange } from '../../targets/target';
import { classOf } from '../judging/classes';
import { opted } from '../nouns/askings';
import { usualRescue } from '../nouns/requests';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';

/** Sends the usual rescue twice, without waiting for an answer in between. */
export async function askTwiceAtOnce(world: RescueWorld): Promise<void> {
  const { subject } = session();
  const { server } = await arranged(world);
  const [variant] = await usualRescue.variants(server, session());
  if (!variant) throw new Error('the usual rescue is one request');
  const { method, path, body } = variant;
  const { headers } = opted();
  const send = () => compute(subject.target, 'owner', { method, path, body, headers });
  const exchanges = await Promise.all([send(), send()]);
  const accepted = exchanges.filter((exchange) => classOf(exchange) === 'acceptance');
  world.overlap = accepted.length > 1 && (await allUnderWay(server.id, accepted));
  const trials: Trial[] = [];
  for (const [index, exchange] of exchanges.entries()) {
    const outcome = accepted.includes(exchange) ? await outcomeOf(subject, server.id, exchange) : undefined;
    trials.push({ asked: index === 0 ? 'at once, one' : 'at once, the other', exchange, outcome });
  }
  world.trials = trials;
}

/** Whether none of these rescues, all of them accepted by now, has come to an end. */
async function allUnderWay(id: string, accepted: readonly Exchange[]): Promise<boolean> {
  const { target, versions } = session().subject;
  for (const exchange of accepted) {
    const requestId = requestIdOf(exchange);
    const over = requestId === undefined || (await actionIsFinished(target, id, requestId, versions.newest));
    if (over !== false) return false;
  }
  // Looked at last: what is not in RESCUE now was not before.
  return (await showServer(target, id))?.status === 'ACTIVE';
}
