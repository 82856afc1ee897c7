import { isRecord } from '../../targets/clients/reading';
import type { Exchange } from '../../targets/target';

/** What an answer is, as far as a gate is concerned. */
export type AnswerClass = 'acceptance' | 'refusal' | 'neither';

/** These say something about the caller's token or pace, and nothing about the request. */
const ofCaller = new Set([401, 408, 429]);

/** These say that whoever should have answered is not there at the moment. */
const ofGateway = new Set([502, 503, 504]);

/** Nova answers with nothing or with an object: a page of something else accepts nothing. */
const isAnswer = ({ text, json }: Exchange['reply']) => text === '' || isRecord(json);

export function classOf({ reply }: Exchange): AnswerClass {
  const { status } = reply;
  if (status >= 200 && status < 300) return isAnswer(reply) ? 'acceptance' : 'neither';
  return status >= 400 && status < 500 && !ofCaller.has(status) ? 'refusal' : 'neither';
}

/** Trouble that passes: another time the same request may be answered otherwise. Without a token 401 is an answer. */
export const isPassing = ({ request, reply: { status } }: Exchange): boolean =>
  ofGateway.has(status) || (ofCaller.has(status) && !(status === 401 && request.caller === 'nobody'));
