import type { ReadyServer } from '../../targets/arranging/servers';
import { compute, showServer } from '../../targets/clients/compute';
import { outcomeOf } from '../../targets/clients/rescue';
import { classOf } from '../judging/classes';
import { opted } from '../nouns/askings';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';
import { usualVariant } from './usual-rescue';

/** So often two are sent to a real cloud: whether they meet there is left to chance. The simulator takes no chances. */
const rounds = { cloud: 3, simulator: 1 };

/** Sends the usual rescue twice, without waiting for an answer in between; again where the two did not overlap. */
export async function askTwiceAtOnce(world: RescueWorld): Promise<void> {
  const { subject, arranger } = session();
  const { server } = await arranged(world);
  for (let left = rounds[subject.target.kind]; left > 0 && world.overlap !== true; left -= 1) {
    if (world.trials.length > 0) await arranger.bringBack(server);
    await askTwice(world, server);
  }
}

async function askTwice(world: RescueWorld, server: ReadyServer): Promise<void> {
  const { subject } = session();
  const { method, path, body } = await usualVariant(server);
  const { headers } = opted();
  const send = () => compute(subject.target, 'owner', { method, path, body, headers });
  const exchanges = await Promise.all([send(), send()]);
  // What is not in RESCUE when both are answered was not before: looked at first, a rescue may take but a moment.
  const now = await showServer(subject.target, server.id);
  const accepted = exchanges.filter((exchange) => classOf(exchange) === 'acceptance');
  const trials: Trial[] = [];
  for (const [index, exchange] of exchanges.entries()) {
    const outcome = accepted.includes(exchange) ? await outcomeOf(subject, server.id, exchange) : undefined;
    trials.push({ asked: index === 0 ? 'at once, one' : 'at once, the other', exchange, outcome });
  }
  // One that has failed by then leaves the server ACTIVE too, and makes room for the other.
  const noneFailed = trials.every(({ outcome }) => outcome?.kind !== 'failed');
  world.overlap = accepted.length > 1 && now?.status === 'ACTIVE' && now.taskState !== null && noneFailed;
  world.trials = trials;
}
