import { setTimeout as pause } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { retries, retryAfter } from '../retry-after';
import { UserError } from '../user-error';

/** What Keystone, or whatever is in its place, answered. */
export interface KeystoneReply {
  readonly status: number;
  /** A header by its name in lower case; the first where it came more than once. */
  header(name: string): string | undefined;
  /** The body read as JSON, or undefined where it is none. */
  readonly json: unknown;
}

interface Asked {
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

/**
 * Asks Keystone, and again where it says when to come back.
 * @throws UserError where nothing answers at `url`, saying what to check; never what was sent
 */
export async function ask(
  dispatcher: Dispatcher,
  method: 'GET' | 'POST',
  url: string,
  options: Asked = {},
): Promise<KeystoneReply> {
  for (let left = retries; ; left -= 1) {
    const reply = await askOnce(dispatcher, method, url, options);
    const wait = retryAfter(reply.status, reply.header);
    if (wait === undefined || left === 0) return reply;
    await pause(wait);
  }
}

async function askOnce(
  dispatcher: Dispatcher,
  method: 'GET' | 'POST',
  url: string,
  { headers = {}, body }: Asked,
): Promise<KeystoneReply> {
  try {
    const reply = await request(url, {
      dispatcher,
      method,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.body.text();
    return {
      status: reply.statusCode,
      header: (name) => [reply.headers[name]].flat()[0],
      json: parsed(text),
    };
  } catch (error) {
    throw unreachable(url, error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(url: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return new UserError(`Keystone cannot be reached at ${url} (${code}): ${advice(code)}`);
}

function advice(code: string): string {
  if (/CERT|SIGN|ISSUER/.test(code)) {
    return 'its certificate is not trusted: set cacert to the file of the authority that signed it, and check host and date';
  }
  if (/^EPROTO$|SSL/.test(code)) return 'it does not speak TLS: check whether auth_url should begin with http://';
  return 'check auth_url (host, port, http or https) and the network';
}
