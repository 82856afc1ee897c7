import { summary, textAt } from '../clients/reading';
import { NotApplicable } from '../inconclusive';
import type { ApiRequest, Exchange } from '../target';
import { type Made, type Making, make, newName } from './making';

/** Makes room for another server or volume. @returns whether there is any more than before */
export type MakeRoom = () => Promise<boolean>;

/**
 * Makes a server or volume; where the quota is full, makes room and tries once more.
 * @param requestFor the request that makes a thing of this name
 * @throws NotApplicable when the target does not make it
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
  if (!isQuota(first.exchange) || !(await makeRoom())) throw refused(first.exchange);
  const second = await make(making, kind, name, requestFor(name), kind, 'id');
  if (second.id === undefined) throw refused(second.exchange);
  return second;
}

const isQuota = ({ reply }: Exchange): boolean =>
  reply.status === 413 || (reply.status === 403 && /quota/i.test(textAt(reply.json, 'forbidden', 'message') ?? ''));

const refused = (exchange: Exchange): NotApplicable =>
  new NotApplicable(
    isQuota(exchange)
      ? `the quota of the project is too small for another server or volume: ${summary(exchange)}`
      : `the target does not make it: ${summary(exchange)}`,
  );
