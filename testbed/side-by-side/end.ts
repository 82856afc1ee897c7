import { type Dispatcher, request } from 'undici';
import { Astray } from './fill';
import type { Answer, AnyService, Person } from './request';
/** One of the two clouds that the script is played against. */
export interface End {
  readonly name: string;
  /** Whether it is there after a play, so that what is made in it has to be removed. */
  readonly isLasting: boolean;
  /** Where each service's root is, without its version and without a trailing slash. */
  readonly roots: Readonly<Record<AnyService, string>>;
  /** What the script may name from the beginning, by the name: ids of projects and users, hosts, passwords. */
  readonly given: ReadonlyMap<string, string>;
  /** Of those, what must not be kept. */
  readonly secrets: ReadonlySet<string>;
  token(caller: Person): Promise<string>;
  wait(milliseconds: number): Promise<void>;
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** Sends just this: no header is added but those that HTTP itself asks for. */
export async function send({ dispatcher }: End, { url, method, headers, body }: Sent): Promise<Answer> {
  const reply = await answered(url, {
    method: method as Dispatcher.HttpMethod,
    dispatcher,
    headers,
    // A connection of its own: not every service says when it will close one.
    reset: true,
    ...(body !== undefined && { body }),
  });
  const text = await reply.body.text();
  const joined = Object.entries(reply.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return { status: reply.statusCode, headers: Object.fromEntries(joined), body: parsed(text) };
}

/** A connection that is closed in place of an answer is one answer that is missing, and no reason to stop. */
async function answered(url: string, options: Parameters<typeof request>[1]) {
  try {
    return await request(url, options);
  } catch (error) {
    throw new Astray(`no answer came: ${error instanceof Error ? error.message : error}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
