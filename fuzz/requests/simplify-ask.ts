import { statusOf } from '../status-of';
import type { RequestDifference } from './difference';
import { type Doc, docOf, isList, isObject, places, textOf } from './document';
import { isHarmless } from './harmless';
import type { Ask } from './request';

/** So many smaller requests are tried, since on a cloud each takes its time. */
const tries = 120;

/**
 * Makes a request smaller: without a header, with less of its body, and of no greater consequence.
 * @param differenceOf in what the two part with a request; undefined where they do not
 */
export async function simplifyAsk(
  found: RequestDifference,
  differenceOf: (ask: Ask) => Promise<RequestDifference | undefined>,
): Promise<RequestDifference> {
  let smallest = found;
  let left = tries;
  for (let candidates = smaller(smallest.ask); ; ) {
    const { value: ask, done } = candidates.next();
    if (done || left === 0) return smallest;
    if (!isHarmless(ask)) continue;
    left -= 1;
    const less = await differenceOf(ask);
    if (!less || !isAlike(less, smallest)) continue;
    smallest = less;
    candidates = smaller(smallest.ask);
  }
}

/** Whether two differences are one: the statuses say so. */
const isAlike = (one: RequestDifference, other: RequestDifference): boolean =>
  statusOf(one.expected) === statusOf(other.expected) && statusOf(one.actual) === statusOf(other.actual);

/** Every request that is one step smaller. */
function* smaller(ask: Ask): Generator<Ask> {
  for (const name of Object.keys(ask.headers)) {
    const { [name]: _, ...headers } = ask.headers;
    yield { ...ask, headers };
  }
  const { body } = ask;
  if (body === undefined) return;
  const { body: _, ...without } = ask;
  yield without;
  const doc = read(body);
  const texts = doc === undefined ? halves(body) : smallerDocs(doc);
  for (const text of texts) if (text.length < body.length) yield { ...ask, body: text };
}

function* halves(text: string): Generator<string> {
  const middle = Math.floor(text.length / 2);
  yield text.slice(0, middle);
  yield text.slice(middle);
  if (text.length < 40) for (const index of [...text].keys()) yield text.slice(0, index) + text.slice(index + 1);
}

/** The document with one thing less in it, or with less of one. */
function* smallerDocs(doc: Doc): Generator<string> {
  for (const { put } of places(doc)) yield textOf(put(null));
  for (const { doc: inner, put } of places(doc)) {
    if (isObject(inner)) {
      for (const index of inner.entries.keys())
        yield textOf(put({ entries: inner.entries.filter((_, other) => other !== index) }));
      for (const [, value] of inner.entries) yield textOf(put(value));
    }
    if (isList(inner)) for (const index of inner.keys()) yield textOf(put(inner.toSpliced(index, 1)));
    if (isList(inner)) for (const value of inner) yield textOf(put(value));
    if (typeof inner === 'string' && !inner.startsWith('@{')) for (const text of halves(inner)) yield textOf(put(text));
  }
}

/** The text as a document; undefined where it holds what would get lost, such as a key that comes twice. */
function read(text: string): Doc | undefined {
  try {
    const doc = docOf(JSON.parse(text));
    return textOf(doc) === text ? doc : undefined;
  } catch {
    return undefined;
  }
}
