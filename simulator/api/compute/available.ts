import type { Answer } from '../route';
import { type ComputeCall, faultReply, isSince, noResource } from './call';

/** The microversions that there is a path at, by the number after `2.`. */
export interface Minors {
  /** The first; 2.1 where none is given. */
  readonly from?: number;
  /** The first that it is gone at; absent for what is there still. */
  readonly until?: number;
}

/**
 * Answers at the microversions that Nova has the path at. At all others it is not there, whoever asks and whatever else is
 * wrong with the request: 404.
 * Source: api_version and dispatch in nova/api/openstack/wsgi.py@26.2.2.
 */
export const available =
  ({ from = 1, until = Number.POSITIVE_INFINITY }: Minors, answer: Answer<ComputeCall>): Answer<ComputeCall> =>
  (call, ...parts) =>
    isSince(call, from) && !isSince(call, until) ? answer(call, ...parts) : faultReply(call, noResource);
