import { at } from '../../targets/clients/reading';
import type { Trial } from '../world';

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
