import fc from 'fast-check';
import { often, one } from '../sequences/weights';
import { type Doc, isList, isObject, object, places } from './document';

const { constantFrom } = fc;

/** Turns a document into another one. */
type Step = (doc: Doc) => Doc;

const strange = [
  ...[
    '',
    ' ',
    ' x',
    'x ',
    'ä',
    'İ',
    '🛟',
    '\u0000',
    '\n',
    '\u202e',
    '\u007f',
    '\ufeff',
    '%s',
    '{}',
    'null',
    "x' --",
    '../..',
  ],
  ...['a'.repeat(255), 'a'.repeat(256), 'ä'.repeat(256), 'a'.repeat(50_000)],
];

/** What may stand anywhere, of another type or out of range. */
const others: fc.Arbitrary<Doc> = often<Doc>(
  one(3, constantFrom<Doc>(null, true, false, 0, 1, -1, 1.5, [], [null], object(), object(['a', 1]))),
  one(3, constantFrom(...strange)),
  one(
    1,
    constantFrom(
      ...['-0', '1e999', '-1e999', '1.0', '1E2', '9007199254740993', '9'.repeat(400), '"\\ud800"', '"\\udc00x"'].map(
        (raw) => ({ raw }),
      ),
    ),
  ),
);

const keys = constantFrom(
  'extra',
  '',
  '__proto__',
  'constructor',
  'rescue',
  'ä',
  '\u0000',
  'adminPass ',
  'a'.repeat(300),
);

const nested = constantFrom(1, 2, 50, 390).chain((depth) =>
  constantFrom<Step>(
    (doc) => ({ raw: `${'['.repeat(depth)}${raw(doc)}${']'.repeat(depth)}` }),
    (doc) => ({ raw: `${'{"a":'.repeat(depth)}${raw(doc)}${'}'.repeat(depth)}` }),
  ),
);

/** What stands at a place that is nested: of no importance once it is deep enough. */
const raw = (doc: Doc): string => (isList(doc) || isObject(doc) ? '1' : JSON.stringify(doc));

/** What can be done to an object: a key more, less, twice, or another one. */
const toObject = fc.tuple(fc.nat(20), keys, others).chain(([nth, key, value]) =>
  constantFrom<Step>(
    (doc) => (isObject(doc) ? { entries: [...doc.entries, [key, value]] } : value),
    (doc) =>
      isObject(doc) ? { entries: doc.entries.filter((_, index) => index !== nth % doc.entries.length) } : value,
    // Of those that come twice the last one counts.
    (doc) => twice(doc, nth, value, 'after'),
    (doc) => twice(doc, nth, value, 'before'),
    (doc) => renamed(doc, nth),
  ),
);

function twice(doc: Doc, nth: number, value: Doc, where: 'before' | 'after'): Doc {
  const entry = isObject(doc) ? doc.entries[nth % doc.entries.length] : undefined;
  if (!isObject(doc) || !entry) return value;
  const more = [entry[0], value] as const;
  return { entries: where === 'after' ? [...doc.entries, more] : [more, ...doc.entries] };
}

function renamed(doc: Doc, nth: number): Doc {
  if (!isObject(doc)) return doc;
  return {
    entries: doc.entries.map(([key, value], index) => [
      index === nth % doc.entries.length ? key.replace(/^./, (first) => first.toUpperCase()) : key,
      value,
    ]),
  };
}

const steps: fc.Arbitrary<Step> = often<Step>(
  one(
    4,
    others.map((other) => () => other),
  ),
  one(4, toObject),
  one(1, nested),
);

/** Draws what is one step away from a document: one thing in it is another. */
export const stepsFrom = (docs: fc.Arbitrary<Doc>): fc.Arbitrary<Doc> =>
  fc.tuple(docs, fc.nat(30), steps).map(([doc, nth, step]) => {
    const all = [...places(doc)];
    // The whole is the first; what is in it comes up more often.
    const place = all[nth % all.length];
    return place ? place.put(step(place.doc)) : doc;
  });

/** Turns a text into one that is none, or no JSON. */
export const broken: fc.Arbitrary<(text: string) => string> = often<(text: string) => string>(
  one(
    3,
    fc.double({ min: 0, max: 0.999, noNaN: true }).map((at) => (text) => text.slice(0, Math.floor(at * text.length))),
  ),
  one(
    2,
    constantFrom('}', '{}', ',', '\u0000', '//', ' x').map((more) => (text) => `${text}${more}`),
  ),
  one(
    2,
    constantFrom<(text: string) => string>(
      (text) => text.replaceAll('"', "'"),
      (text) => text.replace(/\}$/, ',}'),
      (text) => text.replaceAll('"', ''),
      (text) => `\ufeff${text}`,
      (text) => ` \n\t${text}\n`,
      (text) => text.replace(/:.*/s, ':NaN}'),
      (text) => text.replace(/:.*/s, ':Infinity}'),
      (text) => text.replace(/:.*/s, ':"\u0001"}'),
    ),
  ),
  one(
    2,
    constantFrom('', ' ', 'null', '[]', '7', '"rescue"', 'true', '[{}]', '{', '"', 'rescue', 'rescue=1').map(
      (whole) => () => whole,
    ),
  ),
);
