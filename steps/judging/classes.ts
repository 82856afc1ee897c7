import type { Exchange } from '../../targets/target';

/** What an answer is, as far as a gate is concerned. */
export type AnswerClass = 'acceptance' | 'refusal' | 'neither';

/** These say something about the caller's token or pace, or about a server in trouble, and nothing about the request. */
const neither = new Set([401, 408, 429]);

export function classOf({ reply: { status } }: Exchange): AnswerClass {
  if (status >= 200 && status < 300) return 'acceptance';
  return status >= 400 && status < 500 && !neither.has(status) ? 'refusal' : 'neither';
}
