import { compute } from '../../targets/clients/compute';
import { at } from '../../targets/clients/reading';
import type { Method } from '../../targets/target';
import { session } from '../session';
import type { Trial } from '../world';

interface OtherRequest {
  readonly asked: string;
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
}

/** What else can be asked of a server without disturbing it, in an order that leaves it as it was. */
const others: readonly OtherRequest[] = [
  { asked: 'show', method: 'GET', path: '' },
  { asked: 'list volume attachments', method: 'GET', path: '/os-volume_attachments' },
  { asked: 'list actions', method: 'GET', path: '/os-instance-actions' },
  { asked: 'lock', method: 'POST', path: '/action', body: { lock: null } },
  { asked: 'show it locked', method: 'GET', path: '' },
  { asked: 'unlock', method: 'POST', path: '/action', body: { unlock: null } },
  { asked: 'unrescue it while ACTIVE', method: 'POST', path: '/action', body: { unrescue: null } },
  { asked: 'an action that does not exist', method: 'POST', path: '/action', body: { rescueAgain: null } },
];

/** Makes every other request in both ways, each pair one after the other. */
export async function askOthers(
  id: string,
  headers: readonly Readonly<Record<string, string>>[],
): Promise<readonly Trial[]> {
  const { target } = session().subject;
  const trials: Trial[] = [];
  for (const { asked, path, ...rest } of others) {
    for (const header of headers) {
      const exchange = await compute(target, 'owner', { ...rest, path: `/servers/${id}${path}`, headers: header });
      trials.push({ asked, exchange });
    }
  }
  return trials;
}

/** Keys whose values are another time's or another request's, or that say how the question was asked. */
const passing = new Set([
  'updated',
  'updated_at',
  'progress',
  'adminPass',
  'request_id',
  'start_time',
  'instanceActions',
]);

/**
 * The shape and content of an answer, without what differs from one request to the next. What an accepted rescue answers
 * is as new as its password: there only the names in it count.
 */
export function essence({ exchange: { reply }, outcome }: Trial): string {
  const keys = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(keys);
    if (typeof value !== 'object' || value === null) return outcome === undefined ? value : 'any';
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, passing.has(key) ? 'any' : keys(at(value, key))]),
    );
  };
  return JSON.stringify([reply.status, reply.json === undefined ? reply.text : keys(reply.json)]);
}
