import { Inconclusive } from '../inconclusive';
import { redactText } from '../redact';
import type { Exchange } from '../target';

/** Reading answers whose shape nobody promises: what is missing makes the run inconclusive, never crash. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at the end of a path of keys; undefined where the way is interrupted. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export const succeeded = ({ reply }: Exchange): boolean => reply.status >= 200 && reply.status < 300;

/** Whether the cloud keeps this from the caller: 404 is how some hide what is not for everybody. */
export const isForbidden = ({ reply }: Exchange): boolean => reply.status === 403 || reply.status === 404;

/** One line about an exchange, for reasons and errors. */
export function summary({ request, reply }: Exchange): string {
  // Control characters could play tricks on a terminal.
  const message = redactText(reply.text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .slice(0, 300);
  return `${request.method} ${request.path} → ${reply.status}${message ? ` ${message}` : ''}`;
}

/**
 * Whether it is no answer of a service at all: JSON that was damaged on the way, or the page of something that stands
 * before the service. What a service refuses it may well refuse in other words than JSON.
 */
export function isUnreadable({ reply: { status, headers, text, json } }: Exchange): boolean {
  if (text === '' || json !== undefined) return false;
  return status < 300 || (headers['content-type'] ?? '').startsWith('application/json');
}

/** Trouble of a service, or of what stands before it, that says nothing of what was asked; 501 does. */
const isTrouble = ({ reply: { status } }: Exchange) =>
  status === 408 || status === 429 || (status >= 500 && status !== 501);

/** The exchange, where it is an answer at all, if only a refusal; else an Inconclusive. */
export function expectAnswer(exchange: Exchange, what: string): Exchange {
  if (isTrouble(exchange) || isUnreadable(exchange)) throw new Inconclusive(`could not ${what}: ${summary(exchange)}`);
  return exchange;
}

/** The exchange, where it succeeded; else an Inconclusive that says what was wanted and what came. */
export function expectSuccess(exchange: Exchange, what: string): Exchange {
  if (!succeeded(exchange) || isUnreadable(exchange)) throw new Inconclusive(`could not ${what}: ${summary(exchange)}`);
  return exchange;
}

/** A text that must be there. */
export function requiredText(exchange: Exchange, ...path: readonly string[]): string {
  const found = textAt(exchange.reply.json, ...path);
  if (found === undefined) throw new Inconclusive(`no ${path.join('.')} in the answer: ${summary(exchange)}`);
  return found;
}
