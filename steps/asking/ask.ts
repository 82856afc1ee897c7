import { compute, showServer } from '../../targets/clients/compute';
import { bringBack, outcomeOf, sendRescue, sendUnrescue } from '../../targets/clients/rescue';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { settle } from '../../targets/settle';
import { classOf } from '../judging/classes';
import { inWords } from '../judging/violate';
import { type Asking, opted } from '../nouns/askings';
import type { ServerRequest } from '../nouns/requests';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';

/** So many wrong acceptances are evidence enough: each further one would cost a rescue. */
const enoughAcceptances = 3;

/**
 * Sends the request in each of these ways, one after another, and keeps what came of each. The server is brought back
 * to ACTIVE between them; after the last it is left as it is, for the Thens to look at.
 */
export async function ask(
  world: RescueWorld,
  request: ServerRequest,
  ways: readonly Asking[],
): Promise<readonly Trial[]> {
  const { server } = await arranged(world);
  const traitBefore = await session().arranger.traitNow(server);
  const passwords = request.kind === 'rescue' && request.adminPasses ? request.adminPasses(session()) : [undefined];
  const all = ways.flatMap((way) => passwords.map((adminPass) => ({ way, adminPass })));
  const trials: Trial[] = [];
  for (const [index, { way, adminPass }] of all.entries()) {
    if (index > 0 && request.kind === 'unrescue') await putIntoRescue(world);
    const trial = await askOnce(world, server.id, request, way, adminPass);
    if (await isSpoilt(server.id, trials[0], trial)) break;
    trials.push(trial);
    const last = index === all.length - 1;
    const accepted = trials.filter(({ exchange }) => classOf(exchange) === 'acceptance').length;
    if (last || (all.length > 12 && accepted >= enoughAcceptances)) break;
    if (trial.outcome) await prepareAgain(server.id);
  }
  if ((await session().arranger.traitNow(server)) !== traitBefore) {
    throw new Inconclusive('the traits of the host have changed while it was asked');
  }
  return trials;
}

/**
 * Whether the server is no longer what was asked about: an earlier refusal has left something behind, and what is
 * answered from there on says nothing about the request. Looked up only where an answer is another than the first.
 */
async function isSpoilt(id: string, first: Trial | undefined, { exchange }: Trial): Promise<boolean> {
  const bothRefused = first !== undefined && [first.exchange, exchange].every((one) => classOf(one) === 'refusal');
  if (!bothRefused || first.exchange.reply.status === exchange.reply.status) return false;
  const now = await showServer(session().subject.target, id);
  return now?.taskState !== null || now.status !== 'ACTIVE';
}

/**
 * Has the server rescued, with an image and the opt-in.
 * @throws Inconclusive where it is not: that is another rule's matter
 */
export async function putIntoRescue(world: RescueWorld): Promise<readonly Trial[]> {
  const { server } = await arranged(world);
  const trial = await askOnce(world, server.id, { kind: 'rescue', image: 'stable' }, opted(), undefined);
  if (trial.outcome?.kind === 'rescued') return [trial];
  if (trial.outcome?.kind === 'unsupported by the driver')
    throw new NotApplicable(`the driver cannot: ${trial.outcome.fault}`);
  throw new Inconclusive(`it is not rescued with an image and the opt-in: ${inWords(trial)}`);
}

async function askOnce(
  _world: RescueWorld,
  id: string,
  request: ServerRequest,
  { asked, headers }: Asking,
  adminPass: string | undefined,
): Promise<Trial> {
  const { subject, arranger } = session();
  if (request.kind === 'details') {
    return {
      asked,
      exchange: await compute(subject.target, 'owner', { method: 'GET', path: `/servers/${id}`, headers }),
    };
  }
  if (request.kind === 'unrescue') {
    const exchange = await sendUnrescue(subject, id, headers);
    if (classOf(exchange) === 'acceptance') await endOfUnrescue(id);
    return { asked, exchange };
  }
  const imageRef = request.image === undefined ? undefined : (await arranger.images.of(request.image)).id;
  const exchange = await sendRescue(subject, id, { headers, imageRef, adminPass });
  const outcome = classOf(exchange) === 'acceptance' ? await outcomeOf(subject, id, exchange) : undefined;
  return {
    asked: adminPass === undefined ? asked : `${asked}, with a password of ${adminPass.length} letters`,
    exchange,
    outcome,
    adminPass,
  };
}

async function endOfUnrescue(id: string): Promise<void> {
  const { subject } = session();
  await settle(
    subject.target.clock,
    'the end of the unrescue',
    async () => {
      const server = await showServer(subject.target, id);
      return server?.taskState === null && server.status !== 'RESCUE' ? server : undefined;
    },
    subject.patience,
  );
}

async function prepareAgain(id: string): Promise<void> {
  if (await bringBack(session().subject, id)) return;
  throw new Inconclusive('the server did not come back to ACTIVE for the next request');
}
