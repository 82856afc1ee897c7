import { defineParameterType } from '@cucumber/cucumber';
import fc from 'fast-check';
import { NotApplicable } from '../../targets/inconclusive';
import { between, compare, type Microversion, optIn, read, text } from '../../targets/microversion';
import type { Caller } from '../../targets/target';
import { bothHeadersFrom } from '../judging/version-headers';
import { type Session, session } from '../session';
import { oneOf } from './one-of';
import { malformed, notServed } from './wrong-versions';

/** One way to ask: the headers of a request, what they are called, and who asks: its owner, where nobody is named. */
export interface Asking {
  readonly asked: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** True: under the older /v2. */
  readonly legacy?: true;
  /** True: once more in the same way, to see whether the first time has left something behind. */
  readonly again?: true;
}

/** Several ways to ask, found when they are needed: they depend on what the target serves. */
export type Askings = (session: Session) => readonly Asking[];

const before: Microversion = [optIn[0], optIn[1] - 1];

/** A way to ask for a microversion, of which the target must serve it: a cloud without 2.87 does not claim the feature. */
function at(version: Microversion, { subject, arranger }: Session): Asking {
  const { newest } = subject.versions;
  if (compare(version, newest) > 0) {
    const reason = `${text(version)} is not served: the newest microversion is ${text(newest)}`;
    throw arranger.lacking('bfv-rescue', reason);
  }
  return unchecked(version);
}

const unchecked = (version: Microversion): Asking => ({
  asked: `at ${text(version)}`,
  headers: { 'OpenStack-API-Version': `compute ${text(version)}` },
});

/** The opt-in itself, where the target serves it. */
export const opted = (): Asking => at(optIn, session());

/** No opt-in, and no microversion at all. */
export const silent: Asking = { asked: 'without a microversion', headers: {} };
const twice = (way: Asking): readonly Asking[] => [way, { ...way, again: true }];
const by = (caller: Caller): Asking => ({ asked: `as ${caller}`, headers: {}, caller });
const latest: Asking = { asked: 'at latest', headers: { 'OpenStack-API-Version': 'compute latest' } };
const byAdmin: Asking = { asked: 'by an admin', headers: {}, caller: 'admin' };
const legacy = (version: string): Asking => ({
  asked: `with the legacy header at ${version}`,
  headers: { 'X-OpenStack-Nova-API-Version': version },
});
const both = (other: string, older: string): Asking => ({
  asked: `with the legacy header at ${older} beside ${other}`,
  headers: { 'OpenStack-API-Version': `compute ${other}`, 'X-OpenStack-Nova-API-Version': older },
});

/** The newest, latest, and some between; “later” may be empty where 2.87 is the newest. */
function later(run: Session): readonly Asking[] {
  const { newest } = run.subject.versions;
  const all = between([optIn[0], optIn[1] + 1], newest);
  if (all.length === 0) return [at(optIn, run) && latest];
  const others = all.slice(0, -1);
  const count = Math.min(run.acceptSamples, others.length);
  const arbitrary = fc.subarray(others, { minLength: count, maxLength: count });
  const [some = []] = fc.sample(arbitrary, { numRuns: 1, seed: run.seed });
  return [...[...some, newest].map(unchecked), latest];
}

/** Headers that name another service, an unknown one, or none; some named, the rest drawn. */
function foreign({ samples, seed }: Session): readonly Asking[] {
  const service = fc.stringMatching(/^[a-z][a-z-]{0,14}$/).filter((name) => name !== 'compute');
  const version = fc.nat({ max: 120 }).map((minor) => `2.${minor + 1}`);
  const drawn = fc
    .sample(fc.tuple(service, version), { numRuns: samples, seed })
    .map(([name, number]) => `${name} ${number}`);
  return ['volume 3.60', 'nova 2.87', '2.87', 'compute', ...drawn.sort((a, b) => a.length - b.length)].map(
    (header) => ({
      asked: `with OpenStack-API-Version: ${header}`,
      headers: { 'OpenStack-API-Version': header },
    }),
  );
}

function aboveNewest({ subject }: Session): readonly Asking[] {
  const [major, minor] = subject.versions.newest;
  return [unchecked([major, minor + 1]), unchecked([major, minor + 900])];
}

/** Every microversion that the target serves and that is one of these. */
function everyServed({ subject: { versions } }: Session, isOne: (version: Microversion) => boolean): readonly Asking[] {
  const found = between(versions.oldest, versions.newest).filter(isOne);
  if (found.length === 0) throw new NotApplicable('the target serves none of these microversions');
  return found.map(unchecked);
}

/** Under /v2 with every kind of version header: none, one that opts in, one that is not served, and a malformed one. */
const underV2 = (run: Session): readonly Asking[] => {
  const ways = [
    silent,
    at(optIn, run),
    legacy('2.87'),
    latest,
    ...aboveNewest(run).slice(0, 1),
    ...malformed(run).slice(0, 1),
  ];
  return ways.map((way) => ({ ...way, asked: `under /v2, ${way.asked}`, legacy: true }));
};

/** No opt-in below, whatever is asked there; from 2.87 on the target must serve it. */
const named: Readonly<Record<string, Askings>> = {
  'without a microversion': () => [silent],
  'at the oldest microversion': ({ subject }) => [unchecked(subject.versions.oldest)],
  'at every microversion below 2.87': (run) =>
    between(run.subject.versions.oldest, before)
      .filter((version) => compare(version, run.subject.versions.newest) <= 0)
      .map(unchecked),
  'at every microversion from 2.87 on': (run) => [
    at(optIn, run),
    ...between([optIn[0], optIn[1] + 1], run.subject.versions.newest).map(unchecked),
    latest,
  ],
  'at microversions later than 2.87': later,
  'at microversions on both sides of 2.87': (run) => [silent, at(before, run), at(optIn, run), latest],
  'at 2.86, twice': (run) => twice(at(before, run)),
  'at 2.87, twice': (run) => twice(at(optIn, run)),
  'at 2.86 and at 2.87': (run) => [at(before, run), at(optIn, run)],
  'at the oldest and at the newest microversion': ({ subject: { versions } }) => [
    unchecked(versions.oldest),
    unchecked(versions.newest),
    latest,
  ],
  'above the newest microversion': aboveNewest,
  'at microversions that are not served': notServed,
  'with malformed microversions': malformed,
  'at every microversion from 2.27 on': (run) => [
    ...everyServed(run, (version) => compare(version, bothHeadersFrom) >= 0),
    latest,
  ],
  'at every microversion below 2.27': (run) => [
    ...everyServed(run, (version) => compare(version, bothHeadersFrom) < 0),
    silent,
  ],
  'under /v2': () => [{ ...silent, asked: 'under /v2', legacy: true }],
  'under /v2, whatever the version headers say': underV2,
  'with version headers that do not name compute': foreign,
  'with the legacy header at 2.86': (run) => at(before, run) && [legacy('2.86')],
  'at 2.87 by either header': (run) => [at(optIn, run), legacy('2.87')],
  'with the legacy header at 2.1 beside 2.87': (run) => at(optIn, run) && [both('2.87', '2.1')],
  'with the legacy header at 2.87 beside 2.1': (run) => at(optIn, run) && [both('2.1', '2.87')],
  'by an admin': () => [byAdmin],
  'without a microversion and by an admin': () => [silent, byAdmin],
  'by a caller of another project': () => [by('other-project')],
  'by a reader': () => [by('reader')],
  'without a token': () => [{ headers: {}, asked: 'without a token', caller: 'nobody' }],
  // Whether it is served is what the scenario is about.
  'at 2.100': () => [unchecked([2, 100])],
};

const known = oneOf(named);

defineParameterType({
  name: 'asking',
  regexp: [known.regexp, /at \d+\.\d+/],
  transformer: (noun: string): Askings => {
    if (Object.hasOwn(named, noun)) return known.transformer(noun);
    const version = read(noun.replace('at ', ''));
    if (!version) throw new Error(`“${noun}” names no microversion`);
    return (run) => [at(version, run)];
  },
});

/** The ways to ask, as the open session has them. */
export const waysOf = (askings: Askings): readonly Asking[] => askings(session());
