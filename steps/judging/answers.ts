import { defineParameterType } from '@cucumber/cucumber';
import { at, isRecord, textAt } from '../../targets/clients/reading';
import { Inconclusive } from '../../targets/inconclusive';
import { oneOf } from '../nouns/one-of';
import type { RescueWorld, Trial } from '../world';
import { classOf, isPassing } from './classes';
import { givesOwnReason, isSameRefusal, namesImageIfRefused, namesServer } from './refusals';
import { namesItsMicroversion, versionHeadersOf } from './version-headers';
import { inWords, violate } from './violate';

/**
 * What is wrong with an answer: a text is a violation, `undefined` is fine, and Inconclusive says that this answer
 * shows nothing about what is expected here.
 */
export type Judge = (trial: Trial, all: readonly Trial[]) => string | Inconclusive | undefined;

interface Answer {
  readonly expected: string;
  /** Which answers are judged; the others are another rule's. Absent: all of them. */
  readonly among?: (trial: Trial) => boolean;
  readonly judge: Judge;
  /** A wrong answer in words, where its status and body do not show what is wrong. */
  readonly show?: (trial: Trial) => string;
}

const accepted = ({ exchange }: Trial) => classOf(exchange) === 'acceptance';
const refused = ({ exchange }: Trial) => classOf(exchange) === 'refusal';

/** A refusal, or a server error in its place that is no passing trouble: it reached the caller as something. */
const refusedSomehow = (trial: Trial) => refused(trial) || [500, 501].includes(trial.exchange.reply.status);

/** An answer of another class than expected: only the opposite class is a violation. */
const ofClass =
  (wanted: 'acceptance' | 'refusal'): Judge =>
  (trial) => {
    const found = classOf(trial.exchange);
    if (found === wanted) return undefined;
    return found === 'neither' ? new Inconclusive(`neither accepted nor refused ${inWords(trial)}`) : 'it was not';
  };

const status =
  (wanted: number): Judge =>
  (trial) => {
    const { status: found } = trial.exchange.reply;
    if (found === wanted) return undefined;
    return isPassing(trial.exchange) ? new Inconclusive(`no answer to judge ${inWords(trial)}`) : `${found}`;
  };

const emptyBody: Judge = ({ exchange: { reply } }) => (reply.text === '' ? undefined : 'it has a body');

const oneOfStatus =
  (...wanted: readonly number[]): Judge =>
  (trial, all) =>
    wanted.includes(trial.exchange.reply.status) ? undefined : status(wanted[0] ?? 0)(trial, all);

/** One key, and under it the code of the answer and a message. 400 is called badRequest. */
const fault: Judge = ({ exchange: { reply } }) => {
  const entries = isRecord(reply.json) ? Object.entries(reply.json) : [];
  const [name, content] = entries[0] ?? [];
  const message = textAt(content, 'message');
  if (entries.length !== 1 || at(content, 'code') !== reply.status || !message) return 'it is none';
  return reply.status === 400 && name !== 'badRequest' ? `it is called ${name}` : undefined;
};

const adminPass: Judge = ({ adminPass: given, exchange: { reply } }) => {
  if (reply.status !== 200) return `${reply.status}`;
  if (isRecord(reply.json) && Object.keys(reply.json).length === 0) return undefined;
  const found = textAt(reply.json, 'adminPass');
  if (found === undefined) return 'it has no adminPass';
  return given === undefined || given === found ? undefined : 'its adminPass is not the one given';
};

const above: Judge = (trial, all) =>
  trial.exchange.reply.status === 406 ? undefined : ofClass('acceptance')(trial, all);

/** What a cloud does not have, or keeps from this caller by a policy, it does not have in any state. */
const isOffered = ({ exchange: { reply } }: Trial) => {
  const absent = [404, 405, 501].includes(reply.status) || (reply.status === 400 && /no such action/i.test(reply.text));
  return !absent && !(reply.status === 403 && /policy/i.test(reply.text));
};

/** Another 403 may be a policy's that does not say so. */
const unlessForbidden =
  (judge: Judge): Judge =>
  (trial, all) =>
    trial.exchange.reply.status === 403 ? new Inconclusive(`it is forbidden ${inWords(trial)}`) : judge(trial, all);

const answers: Readonly<Record<string, Answer>> = {
  'answer is an acceptance': { expected: 'every request to be accepted', judge: ofClass('acceptance') },
  'answer is a refusal': { expected: 'every request to be refused', judge: ofClass('refusal') },
  'answer is an acceptance, or a 406 where that is above the newest': {
    expected: 'the request to be accepted, or answered 406 as above the newest',
    judge: above,
  },
  'answer is an acceptance, of what is offered': {
    expected: 'every request that is offered to be accepted',
    among: isOffered,
    judge: unlessForbidden(ofClass('acceptance')),
  },
  'answer is a 409, of what is offered': {
    expected: 'every request that is offered to be answered 409',
    among: isOffered,
    judge: unlessForbidden(status(409)),
  },
  'refusal is a 400': { expected: 'every refusal to be a 400', among: refusedSomehow, judge: status(400) },
  'refusal is a fault with its code and a message': {
    expected: 'every refusal to have the body of a fault: badRequest, with its code and a message',
    among: refused,
    judge: fault,
  },
  'answer is a 400 or a 409': { expected: 'an answer of 400 or 409', judge: oneOfStatus(400, 409) },
  'answer is no server error': {
    expected: 'no request to be answered as an error of the server',
    judge: (trial) => {
      if (isPassing(trial.exchange)) return new Inconclusive(`no answer to judge ${inWords(trial)}`);
      return trial.exchange.reply.status >= 500 ? 'it is one' : undefined;
    },
  },
  'refusal names the server and a reason': {
    expected: 'the message of every refusal to name the server, and a reason',
    among: refused,
    judge: namesServer,
  },
  'answer is an acceptance, or a refusal that names the image': {
    expected: 'the message of a refusal to name the image',
    judge: namesImageIfRefused,
  },
  'refusal gives a reason of its own': {
    expected: 'every refusal to give another reason than the others',
    among: refused,
    judge: givesOwnReason,
  },
  'answer is the same refusal': {
    expected: 'the same refusal each time',
    judge: isSameRefusal,
  },
  'answer is a 200 with adminPass': {
    expected: 'an answer of 200 with the password as adminPass, or {}',
    among: accepted,
    judge: adminPass,
  },
  'answer names its microversion': {
    expected: 'every answer to name its microversion in the version headers',
    judge: namesItsMicroversion,
    show: versionHeadersOf,
  },
  'answer is a 202 without a body': {
    expected: 'an answer of 202 with an empty body',
    judge: (trial, all) => status(202)(trial, all) ?? emptyBody(trial, all),
  },
};

const known = oneOf(answers);
const anyStatus = /answer is a [1-5]\d\d/;

defineParameterType({
  name: 'answer',
  regexp: [known.regexp, anyStatus],
  transformer: (noun: string): Answer => {
    if (Object.hasOwn(answers, noun)) return known.transformer(noun);
    const wanted = noun.slice(-3);
    return { expected: `an answer of ${wanted}`, judge: status(Number(wanted)) };
  },
});

/** Judges every trial; a violation counts before what could not be told, and the first found is the smallest. */
export function judgeEvery(world: RescueWorld, { expected, among = () => true, judge, show = inWords }: Answer): void {
  const [asked] = world.trials;
  if (!asked) throw new Inconclusive('nothing was asked');
  const judged = world.trials.filter(among).map((trial) => ({ trial, found: judge(trial, world.trials) }));
  if (judged.length === 0) throw new Inconclusive(`no answer was of the kind that is judged here; ${inWords(asked)}`);
  const wrong = judged.filter(({ found }) => typeof found === 'string').map(({ trial }) => trial);
  const [first] = wrong;
  if (first) {
    const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more of ${world.trials.length})` : '';
    violate(world, expected, `${show(first)}${more}`, wrong);
  }
  const open = judged.find(({ found }) => found instanceof Inconclusive);
  if (open?.found instanceof Inconclusive) throw open.found;
}

export type { Answer };
