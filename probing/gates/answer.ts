import { classOf } from '../../steps/judging/classes';
import { summary } from '../../targets/clients/reading';
import type { Exchange } from '../../targets/target';

/** How a rescue was answered. */
export type Answer =
  | { readonly kind: 'accepted' }
  | Refusal
  | { readonly kind: 'not-applicable' | 'inconclusive'; readonly why: string };

export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** The body, without what names a thing, a request or a time: equal ones are the same answer. What it says is no evidence. */
  readonly body: string;
}

export function answerOf(exchange: Exchange): Answer {
  const found = classOf(exchange);
  if (found === 'acceptance') return { kind: 'accepted' };
  if (found === 'neither') return { kind: 'inconclusive', why: `neither accepted nor refused: ${summary(exchange)}` };
  return { kind: 'refused', status: exchange.reply.status, body: withoutNames(exchange.reply.text) };
}

const names = [
  /\b(req-)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b/gi,
  /\bnova-rescue-[\w-]+/g,
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g,
];

const withoutNames = (text: string): string => names.reduce((clean, name) => clean.replaceAll(name, '…'), text);

/** The answer of a gate on its own, and whether it was the same when asked again. */
export interface OwnAnswer {
  readonly refusal: Refusal;
  readonly steady: boolean;
}

/** Which of two gates gave an answer that both had a reason for; a text says why that cannot be told. */
export function whichAnswered(
  one: OwnAnswer,
  other: OwnAnswer,
  both: Refusal,
): 'one' | 'other' | { readonly why: string } {
  // A body that changes from one time to the next shows nothing.
  const steady = one.steady && other.steady;
  const same = (a: Refusal, b: Refusal) => a.status === b.status && (!steady || a.body === b.body);
  if (same(one.refusal, other.refusal)) return { why: `their answers are the same (${both.status})` };
  if (same(both, one.refusal)) return 'one';
  if (same(both, other.refusal)) return 'other';
  // The message may name both reasons; its status is the one's or the other's all the same.
  if (one.refusal.status !== other.refusal.status) {
    if (both.status === one.refusal.status) return 'one';
    if (both.status === other.refusal.status) return 'other';
  }
  return { why: `together they are answered otherwise than either alone (${both.status})` };
}
