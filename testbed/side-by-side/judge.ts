import { type Difference, differences } from './compare';
import type { KnownDifference } from './known-differences';
import type { Play } from './play';
import type { Answer } from './request';

/** One request that is not answered alike. */
export interface Unlike {
  readonly request: string;
  readonly differences: readonly Difference[];
}

export interface Judgement {
  readonly requests: number;
  /** Their names. */
  readonly judged: ReadonlySet<string>;
  /** How many are answered alike in everything. */
  readonly same: number;
  /** Those that differ in nothing but what is known to, by the difference that is known. */
  readonly known: ReadonlyMap<KnownDifference, readonly Unlike[]>;
  /** How many those are. */
  readonly explained: number;
  /** Differences that nobody has given a reason for. */
  readonly unexplained: readonly Unlike[];
  /** Known differences that there are none of any more. */
  readonly stale: readonly KnownDifference[];
  /** Requests that one end has no proper answer to: the script or the recording is wrong. */
  readonly astray: readonly string[];
}

/** `*` stands for any text. */
const matches = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
  });

function add(known: Map<KnownDifference, Unlike[]>, why: KnownDifference, request: string, found: Difference): void {
  const all = known.get(why) ?? [];
  const last = all.at(-1);
  if (last?.request === request) all[all.length - 1] = { request, differences: [...last.differences, found] };
  else all.push({ request, differences: [found] });
  known.set(why, all);
}

/** Compares each answer of the real Nova with the simulator's, and says what is to be done about it. */
export function judge(real: Play, simulated: Play, knownOnes: readonly KnownDifference[]): Judgement {
  const known = new Map<KnownDifference, Unlike[]>();
  const unexplained: Unlike[] = [];
  let same = 0;
  let explained = 0;
  for (const [request, answer] of simulated) {
    const found = differences(real.get(request) ?? nothing, answer);
    if (found.length === 0) same += 1;
    const left = found.filter((difference) => {
      const why = knownOnes.find(({ requests, at }) => matches(requests, request) && matches(at, difference.at));
      if (why) add(known, why, request, difference);
      return why === undefined;
    });
    if (left.length > 0) unexplained.push({ request, differences: left });
    else if (found.length > 0) explained += 1;
  }
  return {
    requests: simulated.size,
    judged: new Set(simulated.keys()),
    same,
    known,
    explained,
    unexplained,
    stale: knownOnes.filter((one) => !known.has(one)),
    astray: [...simulated.keys()].filter((request) => (real.get(request) ?? nothing).status === 0),
  };
}

const nothing: Answer = { status: 0, headers: {}, body: 'it is not in the recording' };
