import { isRecord, type Reply } from '../message';
import type { Call } from '../service';
import { failed, refused } from './refused';

/** The body as Glance reads it: whatever its type says, it must be JSON, a list or an object. */
export function withBody(call: Call, answer: (body: unknown) => Reply): Reply {
  if (call.request.body.length === 0) return refused(call, 400, 'Body expected in request.');
  if (call.json === undefined) return refused(call, 400, 'Malformed JSON in request body.');
  if (!isRecord(call.json) && !Array.isArray(call.json)) {
    return refused(call, 400, 'Unexpected body type. Expected list/dict.');
  }
  return answer(call.json);
}

/** A body that must be an object: over any other Glance fails. */
export const withObject = (call: Call, answer: (body: Readonly<Record<string, unknown>>) => Reply): Reply =>
  withBody(call, (body) => (isRecord(body) ? answer(body) : failed(call)));
