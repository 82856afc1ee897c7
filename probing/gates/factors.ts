import type { Condition } from '../../targets/arranging/conditions';
import type { Microversion } from '../../targets/microversion';
import type { Caller } from '../../targets/target';

/** A rescue of a volume-backed server, and what could be a reason to refuse it. */
export interface Situation {
  readonly host: 'capable' | 'known not to report the trait';
  /** In the order they are brought about in: a lock would keep off the others. */
  readonly conditions: readonly Condition[];
  readonly caller: Caller;
  readonly version: Microversion;
  readonly image: 'stable' | 'plain' | 'snapshot' | 'unknown';
}

/** The gates that this looks at, by the ids of their rules. */
export const gateIds = [
  'role-refused',
  'locked-server-refused',
  'rescuable-states',
  'unknown-image-refused',
  'volume-snapshot-image-refused',
  'volumes-must-be-in-use',
  'bfv-needs-microversion',
  'bfv-needs-stable-device-image',
  'bfv-needs-trait',
] as const;
export type GateId = (typeof gateIds)[number];

export interface Factor {
  /** What the gate is called in a list. */
  readonly name: string;
  /** What is different, for people. */
  readonly words: string;
  /** What is different; at most one thing of each kind. */
  readonly change: Partial<Situation>;
}

/** The one thing about a request, its server or its host that each gate looks at. */
export const factors: Readonly<Record<GateId, Factor>> = {
  'role-refused': { name: 'role', words: 'asked by a reader of the project', change: { caller: 'reader' } },
  'locked-server-refused': {
    name: 'lock',
    words: 'the server is locked by its owner',
    change: { conditions: ['locked by its owner'] },
  },
  'rescuable-states': { name: 'state', words: 'the server is paused', change: { conditions: ['paused'] } },
  'unknown-image-refused': {
    name: 'unknown image',
    words: 'the rescue image does not exist',
    change: { image: 'unknown' },
  },
  'volume-snapshot-image-refused': {
    name: 'snapshot image',
    words: 'the rescue image is the snapshot of a volume-backed server',
    change: { image: 'snapshot' },
  },
  'volumes-must-be-in-use': {
    name: 'volume',
    words: 'a volume of the server is not in use',
    change: { conditions: ['with a volume that is not in use'] },
  },
  'bfv-needs-microversion': { name: 'microversion', words: 'asked at 2.86', change: { version: [2, 86] } },
  'bfv-needs-stable-device-image': {
    name: 'image properties',
    words: 'the rescue image names no stable device',
    change: { image: 'plain' },
  },
  'bfv-needs-trait': {
    name: 'trait',
    words: 'the host does not report the trait',
    change: { host: 'known not to report the trait' },
  },
};

/** What is brought about first: what a lock would keep off comes before it. */
const sequence: readonly Condition[] = ['paused', 'with a volume that is not in use', 'locked by its owner'];

/** The accepted request with all of these changes; undefined where two of them change the same thing. */
export function changed(accepted: Situation, gates: readonly GateId[]): Situation | undefined {
  const changes = gates.map((gate) => factors[gate].change);
  const others = changes.flatMap(({ conditions: _, ...rest }) => Object.keys(rest));
  if (new Set(others).size < others.length) return undefined;
  const wanted = changes.flatMap(({ conditions = [] }) => conditions);
  const conditions = sequence.filter((condition) => wanted.includes(condition));
  return Object.assign({}, accepted, ...changes, { conditions }) as Situation;
}
