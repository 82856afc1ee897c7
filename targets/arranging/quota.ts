import { summary } from '../clients/reading';
import { Inconclusive, NotApplicable } from '../inconclusive';
import type { ApiRequest, Exchange } from '../target';
import { type Made, type Making, make, newName } from './making';

/** Makes room for another server or volume. @returns whether there is any more than before */
export type MakeRoom = () => Promise<boolean>;

/**
 * Makes a server or volume; where the quota is full, makes room and tries once more.
 * @param requestFor the request that makes a thing of this name
 * @throws NotApplicable when the target does not make it
 * @throws Inconclusive when that may be otherwise another time
 */
export async function makeWithinQuota(
  making: Making,
  kind: 'server' | 'volume',
  requestFor: (name: string) => ApiRequest,
  makeRoom: MakeRoom,
): Promise<Made> {
  const name = newName(making, kind);
  const first = await make(making, kind, name, requestFor(name), kind, 'id');
  if (first.id !== undefined) return first;
  if (!mayBeQuota(first.exchange) || !(await makeRoom())) throw refused(first.exchange);
  const second = await make(making, kind, name, requestFor(name), kind, 'id');
  if (second.id === undefined) throw refused(second.exchange);
  return second;
}

/** A full quota is answered so; with 403 only the message, in whatever language, tells it from a missing right. */
const mayBeQuota = ({ reply }: Exchange): boolean => reply.status === 403 || reply.status === 413;

/** For the words of the reason alone: nothing is decided by a message. */
const saysQuota = ({ reply }: Exchange): boolean => reply.status === 413 || /quota/i.test(reply.text);

/** Trouble that passes: another time the same would be made. */
const passing = new Set([408, 429, 502, 503, 504]);

function refused(exchange: Exchange): NotApplicable | Inconclusive {
  const shown = summary(exchange);
  if (passing.has(exchange.reply.status)) return new Inconclusive(`the target does not make it now: ${shown}`);
  return new NotApplicable(
    mayBeQuota(exchange) && saysQuota(exchange)
      ? `the quota of the project is too small for another server or volume: ${shown}`
      : `the target does not make it: ${shown}`,
  );
}
