import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Action, isSimulatedEdition, type SimulatedEdition } from '../../simulator';
import { isRecord } from '../../targets/clients/reading';
import type { Rate } from '../how-often';
import { raceCalls } from '../races/race';
import type { ScheduledRace } from '../races/scheduled-races';
import { type Breach, isBreach } from '../relations/breach';
import type { Ask } from '../requests/request';
import { areActions } from './are-actions';

/** What is kept of every finding. */
interface Kept {
  readonly format: typeof format;
  /** How the simulator behaved that it was compared with. */
  readonly edition: SimulatedEdition;
  readonly driver: 'fake' | 'libvirt';
  /** The rules that a cloud may break which does so. */
  readonly rules: readonly string[];
  /** What fast-check found it with. */
  readonly seed: number;
  readonly path: string;
  /** How often it was there, where that was not each time. */
  readonly rate?: Rate;
}

/** A sequence with which a cloud and the reference simulator part, as it is kept in a file. */
export interface Counterexample extends Kept {
  readonly actions: readonly Action[];
  /** What is seen of the last action on the simulator, and what was seen on the cloud. */
  readonly expected: string;
  readonly actual: string;
  /** The faults that the cloud may have. */
  readonly faults: readonly string[];
  /** How many commands it took. */
  readonly commands: number;
}

/** A race that no order fits, as it is kept in a file. */
export interface KeptRace extends Kept {
  readonly race: ReplayedRace;
  /** What was seen of it, a line for each request. */
  readonly timeline: readonly string[];
}

/** A request that a cloud and the reference simulator answer otherwise, as it is kept in a file. */
export interface KeptRequest extends Kept {
  readonly request: Ask;
  /** What is to be sent first, where the request by itself does not show it. */
  readonly before?: readonly Ask[];
  /** What is seen of it on the simulator, and what was seen on the cloud. */
  readonly expected: string;
  readonly actual: string;
  /** The faults that the cloud may have. */
  readonly faults: readonly string[];
  /** How many requests it took. */
  readonly requests: number;
}

/** What it takes to hold a race again. */
export interface ReplayedRace extends ScheduledRace {
  /** Held so often, it so often had no order: where nobody decides who goes first, it is left to chance. */
  readonly held: number;
  readonly unordered: number;
  /** And so often it only fits where one was slow. */
  readonly slow?: number;
}

/** What does not hold that needs no model, as it is kept in a file. */
export interface KeptBreach extends Kept {
  readonly breach: Breach;
  readonly sentence: string;
  /** What was seen last: in the one play and in the other, or in the only one. */
  readonly seen: readonly string[];
}

const format = 'nova-rescue counterexample 1';

export const counterexample = (rest: Omit<Counterexample, 'format'>): Counterexample => ({ format, ...rest });
export const keptRace = (rest: Omit<KeptRace, 'format'>): KeptRace => ({ format, ...rest });
export const keptBreach = (rest: Omit<KeptBreach, 'format'>): KeptBreach => ({ format, ...rest });

export const keptRequest = (rest: Omit<KeptRequest, 'format'>): KeptRequest => ({ format, ...rest });

type Model = Pick<Kept, 'edition' | 'driver' | 'rate'>;
export type ReplayableSequence = Model & Pick<Counterexample, 'actions'>;
export type ReplayableRace = Model & Pick<KeptRace, 'race'>;
export type ReplayableBreach = Model & Pick<KeptBreach, 'breach'>;
export type ReplayableRequest = Model & Pick<KeptRequest, 'request' | 'before'>;
export type Replayable = ReplayableSequence | ReplayableRace | ReplayableBreach | ReplayableRequest;

/** What a replay needs, as one word for a command line. */
export const tokenOf = (example: Replayable): string =>
  `nrc1.${deflateRawSync(JSON.stringify(needed(example))).toString('base64url')}`;

function needed(example: Replayable): Replayable {
  const { edition, driver, rate } = example;
  const model = { edition, driver, ...(rate && { rate }) };
  if ('race' in example) return { ...model, race: example.race };
  if ('breach' in example) return { ...model, breach: example.breach };
  if (!('request' in example)) return { ...model, actions: example.actions };
  const { request, before } = example;
  return { ...model, request, ...(before && { before }) };
}

/** What is wrong with a text that is no counterexample, for its user. */
export interface Unreadable {
  readonly wrong: string;
}

export function fromToken(token: string): Replayable | Unreadable {
  const damaged = { wrong: 'the token is damaged: copy all of it, from “nrc1.” on' };
  try {
    const bytes = Buffer.from(token.replace(/^nrc1\./, ''), 'base64url');
    const text = inflateRawSync(bytes, { maxOutputLength: 1_000_000 }).toString('utf8');
    return replayable(JSON.parse(text)) ?? damaged;
  } catch {
    return damaged;
  }
}

/** @param name what the text is called, for what is wrong with it */
export function fromText(text: string, name: string): Replayable | Unreadable {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { wrong: `${name} is no JSON: give a .json file from the folder counterexamples of a fuzz run` };
  }
  if (!isRecord(read) || read.format !== format)
    return { wrong: `${name} is no counterexample of this version (“${format}”)` };
  return (
    replayable(read) ?? {
      wrong: `${name} lacks its edition, driver or what to play: it was changed by hand, or cut off`,
    }
  );
}

function replayable(read: unknown): Replayable | undefined {
  const { edition, driver, rate, actions, race, breach, request, before } = Object(read) as {
    readonly [Key in KeyOf<Replayable>]?: unknown;
  };
  if (typeof edition !== 'string' || !isSimulatedEdition(edition) || (driver !== 'fake' && driver !== 'libvirt'))
    return undefined;
  const model: Model = { edition, driver, ...(isRate(rate) && { rate }) };
  if (isRace(race)) return { ...model, race };
  if (isBreach(breach)) return { ...model, breach };
  if (isAsk(request)) return { ...model, request, ...(Array.isArray(before) && before.every(isAsk) && { before }) };
  return areActions(actions) ? { ...model, actions } : undefined;
}

type KeyOf<Union> = Union extends unknown ? keyof Union : never;

const areNumbers = (...read: readonly unknown[]): boolean => read.every((one) => typeof one === 'number');

function isRace(read: unknown): read is ReplayedRace {
  if (!isRecord(read) || !areNumbers(read.pauses, read.held, read.unordered)) return false;
  const { plan, order, slow = 0 } = read;
  if (typeof slow !== 'number') return false;
  const isCall = (call: unknown) => raceCalls.some((known) => known === call);
  const isClient = (calls: unknown) => Array.isArray(calls) && calls.every(isCall);
  return Array.isArray(plan) && plan.length > 0 && plan.every(isClient) && Array.isArray(order) && areNumbers(...order);
}

const isRate = (read: unknown): read is Rate => isRecord(read) && areNumbers(read.shown, read.of);

function isAsk(read: unknown): read is Ask {
  if (!isRecord(read) || !isRecord(read.headers)) return false;
  const { method, path, as, body = '', bytes = '', headers } = read;
  return [method, path, as, body, bytes, ...Object.values(headers)].every((one) => typeof one === 'string');
}
