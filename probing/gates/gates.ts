import type { Gate, GatePair, GateReport } from '../../reports/gates';
import { compare, type Microversion, optIn, text } from '../../targets/microversion';
import { type Answer, type OwnAnswer, type Refusal, whichAnswered } from './answer';
import { askAll, type GateProbing } from './ask';
import { changed, factors, type GateId, gateIds, type Situation } from './factors';
import { type Before, orderOf } from './order';

/**
 * Finds out which gates a cloud has, and in which order it asks them. A gate is there if a request is refused that
 * differs in one thing from an accepted one; of two, the one comes first whose answer a request with both reasons gets.
 */
export async function lookAtGates(probing: GateProbing): Promise<GateReport> {
  const accepted = await acceptedSituation(probing);
  if (typeof accepted === 'string') return withoutGates(accepted);
  const answers = await askAll(
    probing,
    gateIds.map((gate) => withReasons(accepted, gate)),
  );
  const refusals = gateIds.flatMap((gate, index): readonly Refusing[] => {
    const answer = answers[index];
    return answer?.kind === 'refused' ? [{ gate, refusal: answer }] : [];
  });
  const { own, pairs } = await askPairs(probing, accepted, refusals);
  const order = orderOf([...own.keys()], pairs.flatMap(known));
  return {
    inconclusive: null,
    gates: gateIds.map((gate, index) => gateOf(gate, answers[index], own.has(gate))),
    order: order.groups,
    unplaced: order.unplaced,
    contradictory: order.contradictory,
    pairs,
  };
}

interface Refusing {
  readonly gate: GateId;
  readonly refusal: Refusal;
}

/** The report where nothing could be found out. */
export const withoutGates = (inconclusive: string): GateReport => ({
  inconclusive,
  gates: [],
  order: [],
  unplaced: [],
  contradictory: false,
  pairs: [],
});

/** The request that all others differ from: at 2.87, or at the newest microversion where it is accepted only there. */
async function acceptedSituation(probing: GateProbing): Promise<Situation | string> {
  const { newest } = probing.subject.versions;
  if (compare(newest, optIn) < 0) return `the newest microversion is ${text(newest)}`;
  const at = (version: Microversion): Situation => ({
    host: 'capable',
    conditions: [],
    caller: 'owner',
    version,
    image: 'stable',
  });
  for (const version of [optIn, newest]) {
    const [answer] = await askAll(probing, [at(version)]);
    if (answer?.kind === 'accepted') return at(version);
    if (answer?.kind !== 'refused') return answer?.why ?? 'nothing was asked';
  }
  return 'no volume-backed server is rescued here at all: there is nothing to compare with';
}

function withReasons(accepted: Situation, ...gates: readonly GateId[]): Situation {
  const situation = changed(accepted, gates);
  if (!situation) throw new Error(`${gates.join(' and ')} exclude each other`);
  return situation;
}

interface KnownPair extends GatePair {
  readonly gates: readonly [GateId, GateId];
  readonly first: GateId | null;
}

const known = ({ gates: [a, b], first }: KnownPair): readonly Before<GateId>[] =>
  first === null ? [] : [first === a ? [a, b] : [b, a]];

/**
 * Asks for what two gates each have a reason to refuse, and every single one again: a gate is one only if it refuses
 * again.
 */
async function askPairs(
  probing: GateProbing,
  accepted: Situation,
  refusing: readonly Refusing[],
): Promise<{ readonly own: ReadonlyMap<GateId, OwnAnswer>; readonly pairs: readonly KnownPair[] }> {
  const again = refusing.map(({ gate }) => withReasons(accepted, gate));
  const together = refusing.flatMap(({ gate: a }, index) =>
    refusing.slice(index + 1).map(({ gate: b }) => ({ gates: [a, b] as const, situation: changed(accepted, [a, b]) })),
  );
  const situations = together.flatMap(({ situation }) => situation ?? []);
  const answers = await askAll(probing, [...again, ...situations]);
  const answerTo = new Map([...again, ...situations].map((situation, index) => [situation, answers[index]]));
  const own = new Map(
    refusing.flatMap(({ gate, refusal }, index) => {
      const second = answers[index];
      if (second?.kind !== 'refused' || second.status !== refusal.status) return [];
      return [[gate, { refusal, steady: second.body === refusal.body }] as const];
    }),
  );
  const pairs = together.flatMap(({ gates: [a, b], situation }): readonly KnownPair[] => {
    const [one, other] = [own.get(a), own.get(b)];
    if (!one || !other) return [];
    const first = firstOf(one, other, situation && answerTo.get(situation));
    return typeof first === 'object'
      ? [{ gates: [a, b], first: null, why: first.why }]
      : [{ gates: [a, b], first: first === 'one' ? a : b, why: null }];
  });
  return { own, pairs };
}

/** @param both undefined where one request cannot have both reasons */
function firstOf(one: OwnAnswer, other: OwnAnswer, both: Answer | undefined): ReturnType<typeof whichAnswered> {
  if (!both) return { why: 'a request has one rescue image' };
  if (both.kind === 'accepted') return { why: 'together they are accepted, though either alone is refused' };
  return both.kind === 'refused' ? whichAnswered(one, other, both) : both;
}

/** @param again whether it refused alike when asked again */
function gateOf(gate: GateId, answer: Answer | undefined, again: boolean): Gate {
  const { name, words } = factors[gate];
  const own = { gate, name, factor: words };
  if (answer === undefined) return { ...own, found: 'inconclusive', status: null, why: 'it was not asked' };
  if (answer.kind === 'refused' && !again) {
    const why = `refused with ${answer.status}, and asked again answered otherwise`;
    return { ...own, found: 'inconclusive', status: null, why };
  }
  if (answer.kind === 'refused') return { ...own, found: 'refuses', status: answer.status, why: null };
  if (answer.kind === 'accepted') return { ...own, found: 'absent', status: null, why: null };
  return { ...own, found: answer.kind, status: null, why: answer.why };
}
