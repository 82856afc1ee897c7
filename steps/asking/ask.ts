import type { ReadyServer } from '../../targets/arranging/servers';
import { isAnyHost, isVolumeBacked } from '../../targets/arranging/wish';
import { showServer } from '../../targets/clients/compute';
import { Inconclusive } from '../../targets/inconclusive';
import { classOf, isPassing } from '../judging/classes';
import type { Asking } from '../nouns/askings';
import type { ServerRequest } from '../nouns/variants';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';
import { askOnce } from './ask-once';
import { beginRescue, demandTask } from './during-rescue';
import { putIntoRescue } from './usual-rescue';
import { demandCaller, demandLegacy } from './ways-there-are';

/** So many wrong acceptances are evidence enough: each further one would cost a rescue. */
const enoughAcceptances = 3;

/**
 * Sends every variant of the request in each of these ways, one after another, and keeps what came of each. Where one was
 * accepted, the server is brought back for the next; after the last it is left as it is, for the Thens to look at.
 */
export async function ask(
  world: RescueWorld,
  request: ServerRequest,
  ways: readonly Asking[],
): Promise<readonly Trial[]> {
  for (const { caller } of ways) demandCaller(caller);
  const { server, conditions } = await arranged(world);
  if (ways.some(({ legacy }) => legacy)) await demandLegacy();
  const watched = traitMatters(world, server);
  const traitBefore = watched ? await session().arranger.traitNow(server) : undefined;
  if (world.trait !== undefined && traitBefore !== undefined && traitBefore !== world.trait) {
    throw new Inconclusive('somebody else has changed the traits of the host');
  }
  const variants = await request.variants(server, session());
  const all = variants.flatMap((variant) => ways.map((way) => ({ variant, way })));
  const trials: Trial[] = [];
  let acceptances = 0;
  for (const [index, { variant, way }] of all.entries()) {
    if (request.from === 'rescuing') await beginRescue(server);
    const trial = await askOnce(server.id, variant, way);
    if (request.from === 'rescuing') await demandTask(server.id, trial);
    const unspoilt = conditions === 0 && request.from === undefined && !way.again;
    if (unspoilt && (await isSpoilt(server.id, trials[0], trial))) break;
    trials.push(trial);
    if (isPassing(trial.exchange) && !(await isUntouched(server.id))) break;
    if (classOf(trial.exchange) !== 'acceptance' || variant.leadsTo === 'the same state') continue;
    acceptances += 1;
    const last = index === all.length - 1;
    if (last || variant.leadsTo === 'elsewhere' || (all.length > 12 && acceptances >= enoughAcceptances)) break;
    if (variant.leadsTo === 'RESCUE') await session().arranger.bringBack(server, ' for the next request');
    if (variant.leadsTo === 'ACTIVE') await putIntoRescue(world);
  }
  if (watched) await session().arranger.demandTrait(server, traitBefore);
  return trials;
}

/** Whether its host's trait can make a difference: to an image-backed server on any host it cannot. */
const traitMatters = ({ wish }: RescueWorld, server: ReadyServer): boolean =>
  !isAnyHost(wish?.host ?? 'any') || isVolumeBacked(server);

/**
 * Whether the server is no longer what was asked about: an earlier refusal has left something behind, and what is
 * answered from there on says nothing about the request. Looked up only where an answer is another than the first.
 */
async function isSpoilt(id: string, first: Trial | undefined, { exchange }: Trial): Promise<boolean> {
  const bothRefused = first !== undefined && [first.exchange, exchange].every((one) => classOf(one) === 'refusal');
  if (!bothRefused || first.exchange.reply.status === exchange.reply.status) return false;
  return !(await isUntouched(id));
}

/** Whether it is ACTIVE: what was not answered may all the same have been done. */
async function isUntouched(id: string): Promise<boolean> {
  const now = await showServer(session().subject.target, id);
  return now?.taskState === null && now.status === 'ACTIVE';
}
