import type { Exchange } from './target';

/** What stands where a secret was. */
export const redacted = '[redacted]';

const secretKeys = /^(adminpass|password|secret|token|x-auth-token|x-subject-token|authorization|set-cookie)$/i;

/** Tokens and passwords that this run uses; they are struck out wherever they turn up. */
const known = new Set<string>();

/** Has a secret struck out of everything that is written from now on. */
export function keepSecret(secret: string): void {
  if (secret.length < 8) return;
  // As it is, within JSON, and within a URL.
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) known.add(form);
}

/** JSON that was made a text within JSON: its quotes have backslashes, so many as it is deep. */
const jsonInText = /(\\+)"(adminPass|password|secret)\1":\s*\1".*?\1"/gi;

/** The text without the tokens and passwords of this run. */
export function redactKnown(text: string): string {
  let clean = text;
  for (const secret of known) clean = clean.replaceAll(secret, redacted);
  return clean;
}

/** The text without any secret: known ones, and what stands behind a telling key. */
export function redactText(text: string): string {
  return redactKnown(text)
    .replaceAll(/"(adminPass|password|secret)":\s*"(?:[^"\\]|\\.)*"/gi, `"$1": "${redacted}"`)
    .replaceAll(jsonInText, `$1"$2$1": $1"${redacted}$1"`);
}

/** The value without what stands behind a telling key, and without any known secret in its texts. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretKeys.test(key) && inner !== null ? redacted : redact(inner),
    ]),
  );
}

/** Longer answers are cut: a page of HTML is no evidence. */
const longestText = 4000;

/** An exchange as it may be kept: without secrets, bytes or endless text. */
export function keptExchange({ request, url, reply }: Exchange): object {
  const body = request.body instanceof Uint8Array ? `${request.body.length} bytes` : redact(request.body);
  return {
    request: {
      caller: request.caller,
      method: request.method,
      url: redactText(url),
      headers: redact(request.headers ?? {}),
      ...(body !== undefined && { body }),
    },
    response: {
      status: reply.status,
      headers: redact(reply.headers),
      body: reply.json === undefined ? redactText(reply.text).slice(0, longestText) : redact(reply.json),
    },
    requestId: reply.headers['x-openstack-request-id'] ?? reply.headers['x-compute-request-id'] ?? null,
  };
}
