import { atPath } from './at-path';
import { type End, send } from './end';
import { Astray, filled, filledText } from './fill';
import { namesAt, normalised } from './normalise';
import { removal } from './removal';
import type { Answer, Person, ScriptedRequest, Theme } from './request';

/** Each request of the script by theme and name, and what it was answered; in the order of the script. */
export type Play = ReadonlyMap<string, Answer>;

export const nameOf = (theme: Theme, { name }: ScriptedRequest): string => `${theme.name}: ${name}`;

/** Milliseconds between two looks, and how many looks before it is given up. */
const pause = 250;
const looks = 240;

/**
 * Plays the script against one end, one request after the other, and removes what it made, whatever came of it. A
 * request that could not be sent, or never came to what it waits for, has an answer of status 0 that says why.
 * @throws Error where a request got no answer at all
 */
export async function play(end: End, themes: readonly Theme[], tell: (name: string) => void = () => {}): Promise<Play> {
  const captured = new Map<string, string>();
  const cleaning = removal(end);
  const answers = new Map<string, Answer>();
  try {
    for (const theme of themes) {
      for (const scripted of theme.requests) {
        const name = nameOf(theme, scripted);
        tell(name);
        try {
          const answer = await answerTo(end, scripted, captured, cleaning);
          answers.set(name, shown(normalised(answer, namesAt(end, captured)), scripted));
        } catch (error) {
          if (!(error instanceof Astray)) throw error;
          answers.set(name, { status: 0, headers: {}, body: error.message });
        }
      }
    }
  } finally {
    // What was answered is worth keeping, even where something is left behind.
    if (end.isLasting)
      await cleaning.removeAll().catch((error: Error) => process.stderr.write(`warning: ${error.message}\n`));
  }
  return answers;
}

async function answerTo(
  end: End,
  scripted: ScriptedRequest,
  captured: Map<string, string>,
  cleaning: ReturnType<typeof removal>,
): Promise<Answer> {
  const { as = 'owner', captures = {}, until } = scripted;
  const values = new Map([...end.given, ...captured]);
  const { service = 'compute', method = scripted.body === undefined ? 'GET' : 'POST', path } = scripted;
  const sent = {
    url: `${end.roots[service]}${encodeURI(filledText(path, values))}`,
    method,
    headers: filled(await headersOf(end, scripted, as), values) as Record<string, string>,
    body: bodyOf(filled(scripted.body, values)),
  };
  await cleaning.before(sent, service);
  let answer = await send(end, sent);
  for (let look = 1; until !== undefined && !isThere(answer, filled(until, values)); look += 1) {
    if (look === looks) throw new Astray(`after ${(looks * pause) / 1000} s still ${JSON.stringify(answer.body)}`);
    await end.wait(pause);
    answer = await send(end, sent);
  }
  cleaning.after(sent, service, answer);
  for (const [name, at] of Object.entries(captures)) {
    const value = atPath(answer.body, at);
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new Astray(`${answer.status} without ${at}: ${JSON.stringify(answer.body)}`);
    captured.set(name, String(value));
  }
  return answer;
}

async function headersOf(
  end: End,
  { at, headers, body }: ScriptedRequest,
  as: Person | 'nobody',
): Promise<Readonly<Record<string, string>>> {
  return {
    Accept: 'application/json',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(as !== 'nobody' && { 'X-Auth-Token': await end.token(as) }),
    ...(at !== undefined && { 'OpenStack-API-Version': `compute ${at}` }),
    ...headers,
  };
}

const bodyOf = (body: unknown): string | Uint8Array | undefined =>
  body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);

const isThere = (answer: Answer, until: unknown): boolean =>
  typeof until === 'object' && until !== null
    ? Object.entries(until).every(([path, value]) => atPath(answer.body, path) === value)
    : answer.status === until;

/** What of the answer counts. */
function shown(answer: Answer, { only, unordered }: ScriptedRequest): Answer {
  const list = only && atPath(answer.body, only.list);
  const body =
    only && Array.isArray(list)
      ? {
          ...(answer.body as object),
          [only.list]: list.filter((item) => only.naming.some((text) => JSON.stringify(item).includes(text))),
        }
      : answer.body;
  return { ...answer, body: unordered ? inOrder(body) : body };
}

/** With every list in the order of its items' texts. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(inOrder(item)));
    return texts.sort().map((text): unknown => JSON.parse(text));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inOrder(inner)]));
}
