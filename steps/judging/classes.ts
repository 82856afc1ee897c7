import { isRecord, isUnreadable } from '../../targets/clients/reading';
import type { Exchange } from '../../targets/target';

/** What an answer is, as far as a gate is concerned. */
export type AnswerClass = 'acceptance' | 'refusal' | 'neither';

/** These say something about the caller's token or pace, and nothing about the request. */
const ofCaller = new Set([401, 408, 429]);

/** These say that whoever should have answered is not there at the moment. */
const ofGateway = new Set([502, 503, 504]);

/** Nova answers with nothing or with an object: a page of something else accepts nothing. */
const isAnswer = ({ text, json }: Exchange['reply']) => text === '' || isRecord(json);

export function classOf(exchange: Exchange): AnswerClass {
  const { reply } = exchange;
  const { status } = reply;
  if (isUnreadable(exchange)) return 'neither';
  if (status >= 200 && status < 300) return isAnswer(reply) ? 'acceptance' : 'neither';
  return status >= 400 && status < 500 && !ofCaller.has(status) ? 'refusal' : 'neither';
}

/** Trouble that passes: another time the same request may be answered otherwise. Without a token 401 is an answer. */
export function isPassing(exchange: Exchange): boolean {
  const { request, reply } = exchange;
  const ofToken = reply.status === 401 && request.caller === 'nobody';
  return ofGateway.has(reply.status) || (ofCaller.has(reply.status) && !ofToken) || isUnreadable(exchange);
}
