/**
 * A JSON text put together by hand, so that it can hold what no value does: keys that come twice, numbers that are none,
 * texts that are no Unicode.
 */
export type Doc =
  | null
  | boolean
  | number
  | string
  | readonly Doc[]
  | { readonly entries: readonly Entry[] }
  /** As it stands. */
  | { readonly raw: string };
export type Entry = readonly [key: string, value: Doc];

export const object = (...entries: readonly Entry[]): Doc => ({ entries });

export const isList = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);
export const isObject = (doc: Doc): doc is { readonly entries: readonly Entry[] } =>
  typeof doc === 'object' && doc !== null && 'entries' in doc && !isList(doc);

export function textOf(doc: Doc): string {
  if (isList(doc)) return `[${doc.map(textOf).join(',')}]`;
  if (isObject(doc))
    return `{${doc.entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(',')}}`;
  return typeof doc === 'object' && doc !== null ? doc.raw : JSON.stringify(doc);
}

/** A value as a document. */
export function docOf(value: unknown): Doc {
  if (Array.isArray(value)) return value.map(docOf);
  if (typeof value === 'object' && value !== null)
    return object(...Object.entries(value).map(([key, inner]): Entry => [key, docOf(inner)]));
  return value as null | boolean | number | string;
}

/** Everything in a document, itself first, each with what the whole becomes when something else stands there. */
export function* places(
  doc: Doc,
  put: (other: Doc) => Doc = (other) => other,
): Generator<{ readonly doc: Doc; readonly put: (other: Doc) => Doc }> {
  yield { doc, put };
  if (isList(doc))
    for (const [index, inner] of doc.entries()) yield* places(inner, (other) => put(doc.with(index, other)));
  if (isObject(doc))
    for (const [index, [key, inner]] of doc.entries.entries())
      yield* places(inner, (other) => put({ entries: doc.entries.with(index, [key, other]) }));
}
