import type { ReadyServer } from '../../targets/arranging/servers';
import { compute, showServer } from '../../targets/clients/compute';
import { outcomeOf } from '../../targets/clients/rescue';
import { classOf } from '../judging/classes';
import { opted } from '../nouns/askings';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';
import { usualVariant } from './usual-rescue';

/**
 * Whether two meet on a real cloud is left to chance: they are sent until so many rounds have told something, in no more
 * rounds than that. The simulator takes no chances.
 */
const rounds = { cloud: { telling: 3, atMost: 8 }, simulator: { telling: 1, atMost: 1 } };

/** One round: two rescues, sent without waiting for an answer in between. */
interface Round {
  readonly trials: readonly Trial[];
  /** Whether both were accepted while neither had ended. */
  readonly overlap: boolean;
}

/** Both accepted, but perhaps one after the other: nothing follows from that. */
const tells = ({ trials, overlap }: Round): boolean => overlap || trials.some(({ outcome }) => outcome === undefined);

/** Sends the usual rescue twice at once, again where the two did not overlap; keeps the last round that tells something. */
export async function askTwiceAtOnce(world: RescueWorld): Promise<void> {
  const { subject, arranger } = session();
  const { server } = await arranged(world);
  const { telling, atMost } = rounds[subject.target.kind];
  let told = 0;
  for (let round = 1; round <= atMost && told < telling && world.overlap !== true; round += 1) {
    if (round > 1) await arranger.bringBack(server);
    const found = await askTwice(server);
    if (tells(found)) told += 1;
    if (round > 1 && !tells(found)) continue;
    world.trials = found.trials;
    world.overlap = found.overlap;
  }
}

async function askTwice(server: ReadyServer): Promise<Round> {
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
  const overlap = accepted.length > 1 && now?.status === 'ACTIVE' && now.taskState !== null && noneFailed;
  return { trials, overlap };
}
