import type { ReadyServer } from '../../targets/arranging/servers';
import { isVolumeBacked } from '../../targets/arranging/wish';
import { compute, showServer } from '../../targets/clients/compute';
import { summary, textAt } from '../../targets/clients/reading';
import { bringBack, outcomeOf } from '../../targets/clients/rescue';
import { Inconclusive, NotApplicable } from '../../targets/inconclusive';
import { settle } from '../../targets/settle';
import { classOf, isPassing } from '../judging/classes';
import { inWords } from '../judging/violate';
import { type Asking, opted, silent } from '../nouns/askings';
import { type ServerRequest, usualRescue, type Variant } from '../nouns/requests';
import { session } from '../session';
import type { RescueWorld, Trial } from '../world';
import { arranged } from './arranged';

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
  const traitBefore = await traitOf(world, server);
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
    if (classOf(trial.exchange) !== 'acceptance' || variant.leadsTo === 'the same state') continue;
    acceptances += 1;
    const last = index === all.length - 1;
    if (last || variant.leadsTo === 'elsewhere' || (all.length > 12 && acceptances >= enoughAcceptances)) break;
    if (variant.leadsTo === 'RESCUE') await prepareAgain(server.id);
    if (variant.leadsTo === 'ACTIVE') await putIntoRescue(world);
  }
  if ((await traitOf(world, server)) !== traitBefore) {
    throw new Inconclusive('the traits of the host have changed while it was asked');
  }
  return trials;
}

/** Whether its host reports the trait, where that can make a difference: to an image-backed server on any host it cannot. */
async function traitOf({ wish }: RescueWorld, server: ReadyServer): Promise<boolean | undefined> {
  return wish?.host === 'any' && !isVolumeBacked(server) ? undefined : session().arranger.traitNow(server);
}

/**
 * Whether this run can ask as this caller.
 * @throws NotApplicable where it cannot
 */
export function demandCaller(caller: Asking['caller']): void {
  const { target } = session().subject;
  if (caller === 'nobody' && !target.hasKeystone) {
    throw new NotApplicable('this endpoint was given without a Keystone: whether it asks for a token is not known');
  }
  if (caller === undefined || target.has(caller)) return;
  const how = caller === 'admin' ? 'give --admin-cloud' : `give callers.${caller} in nova-rescue.yaml`;
  throw new NotApplicable(`this run has no credentials of ${caller}: ${how}`);
}

/** A cloud need not offer /v2: there its own document says so. */
async function demandLegacy(): Promise<void> {
  const { target } = session().subject;
  const document = await compute(target, 'owner', { legacy: true, method: 'GET', path: '/' });
  if (isPassing(document)) throw new Inconclusive(`whether /v2 is offered: ${summary(document)}`);
  if (textAt(document.reply.json, 'version', 'id') !== 'v2.0') throw new NotApplicable('/v2 is not offered');
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
 * Has the scenario's server, or another, rescued with an image and the opt-in.
 * @throws Inconclusive where it is not: that is another rule's matter
 */
export async function putIntoRescue(world: RescueWorld, other?: ReadyServer): Promise<readonly Trial[]> {
  const server = other ?? (await arranged(world)).server;
  const [variant] = await usualRescue.variants(server, session());
  if (!variant) throw new Error('the usual rescue is one request');
  const trial = await askOnce(server.id, variant, opted());
  if (trial.outcome?.kind === 'rescued') return [trial];
  if (trial.outcome?.kind === 'unsupported by the driver')
    throw new NotApplicable(`the driver cannot: ${trial.outcome.fault}`);
  throw new Inconclusive(`it is not rescued with an image and the opt-in: ${inWords(trial)}`);
}

/** Has a rescue begin, of which the end is not waited for. */
async function beginRescue(server: ReadyServer): Promise<void> {
  const [variant] = await usualRescue.variants(server, session());
  const { target } = session().subject;
  const begun = variant && (await compute(target, 'owner', { ...variant, headers: {} }));
  if (!begun || classOf(begun) !== 'acceptance') throw new Inconclusive('its rescue was not accepted');
}

/**
 * Has the end of the rescue waited for that the trial came into.
 * @throws Inconclusive where that may have been over by then: what a refusal meant cannot be told
 */
async function demandTask(id: string, { exchange }: Trial): Promise<void> {
  const { target, patience } = session().subject;
  const busy = (await showServer(target, id))?.taskState !== null;
  const end = async () => ((await showServer(target, id))?.taskState === null ? 'over' : undefined);
  await settle(target.clock, 'the end of its rescue', end, patience);
  if (!busy && classOf(exchange) === 'refusal') throw new Inconclusive('its rescue was over before the other came');
}

/**
 * Has a rescue without the opt-in refused.
 * @throws Inconclusive where it is not: that is another rule's matter
 */
export async function haveRefused(world: RescueWorld): Promise<void> {
  const { server } = await arranged(world);
  const [variant] = await usualRescue.variants(server, session());
  if (!variant) throw new Error('the usual rescue is one request');
  const trial = await askOnce(server.id, variant, silent);
  if (classOf(trial.exchange) !== 'refusal') throw new Inconclusive(`it is not refused ${inWords(trial)}`);
}

async function askOnce(id: string, variant: Variant, way: Asking): Promise<Trial> {
  const { subject } = session();
  const { method, path, body } = variant;
  const exchange = await compute(subject.target, way.caller ?? 'owner', {
    method,
    path,
    headers: { ...variant.headers, ...way.headers },
    ...(way.legacy && { legacy: true }),
    ...(body !== undefined && { body }),
  });
  const accepted = classOf(exchange) === 'acceptance';
  if (accepted && variant.leadsTo === 'ACTIVE') await endOfUnrescue(id);
  return {
    asked: [variant.what, way.asked].filter(Boolean).join(', '),
    exchange,
    outcome: accepted && variant.leadsTo === 'RESCUE' ? await outcomeOf(subject, id, exchange) : undefined,
    adminPass: variant.adminPass,
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
