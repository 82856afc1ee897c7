import { isRecord, textAt } from '../../targets/clients/reading';
import { Inconclusive } from '../../targets/inconclusive';
import type { Trial } from '../world';
import type { Judge } from './answers';
import { classOf } from './classes';
import { essence } from './essence';
import { inWords } from './violate';

/** What refusals say, and how they compare with each other. */

const isRefusal = ({ exchange }: Trial) => classOf(exchange) === 'refusal';

/** The message of a fault, whatever the fault is called. */
function messageOf({ exchange: { reply } }: Trial): string {
  const [content] = isRecord(reply.json) ? Object.values(reply.json) : [];
  return textAt(content, 'message') ?? '';
}

/** The server's id, and words beside it: whether they are the reason nobody can tell from one answer alone. */
export const namesServer: Judge = (trial) => {
  const id = /\/servers\/([^/]+)/.exec(trial.exchange.request.path)?.[1] ?? '';
  const message = messageOf(trial);
  if (!message.includes(id)) return 'it does not name the server';
  return /\p{L}{3}/u.test(message.replace(id, '')) ? undefined : 'it gives no reason';
};

export const namesImageIfRefused: Judge = (trial) => {
  const { body } = trial.exchange.request;
  const image = isRecord(body) ? textAt(body.rescue, 'rescue_image_ref') : undefined;
  if (image === undefined) throw new Error('the request names no image');
  if (!isRefusal(trial)) return classOf(trial.exchange) === 'acceptance' ? undefined : noAnswer(trial);
  return messageOf(trial).includes(image) ? undefined : 'it does not name the image';
};

/** Another message than that of each other refusal. */
export const givesOwnReason: Judge = (trial, all) => {
  const others = all.filter((other) => other !== trial && isRefusal(other));
  if (others.length === 0) return new Inconclusive(`it was refused once only: ${inWords(trial)}`);
  return others.some((other) => messageOf(other) === messageOf(trial)) ? 'another has the same' : undefined;
};

/** The first must be a refusal, and each that comes after it the same. */
export const isSameRefusal: Judge = (trial, all) => {
  const [first, second] = all;
  if (!first || !second || !isRefusal(first))
    return new Inconclusive(`it was not refused and asked again ${inWords(trial)}`);
  if (classOf(trial.exchange) === 'neither') return noAnswer(trial);
  return essence(trial) === essence(first) ? undefined : 'it is another answer';
};

const noAnswer = (trial: Trial) => new Inconclusive(`neither accepted nor refused ${inWords(trial)}`);
