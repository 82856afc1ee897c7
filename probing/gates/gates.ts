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
  const refusals = new Map<GateId, Refusal>();
  for (const [index, gate] of gateIds.entries()) {
    const answer = answers[index];
    if (answer?.kind === 'refused') refusals.set(gate, answer);
  }
  const pairs = await askPairs(probing, accepted, refusals);
  const order = orderOf([...refusals.keys()], pairs.flatMap(known));
  return {
    inconclusive: null,
    gates: gateIds.map((gate, index) => gateOf(gate, answers[index])),
    order: order.groups,
    unplaced: order.unplaced,
    contradictory: order.contradictory,
    pairs,
  };
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

/** Asks for what two gates each have a reason to refuse, and every single one again. */
async function askPairs(
  probing: GateProbing,
  accepted: Situation,
  refusals: ReadonlyMap<GateId, Refusal>,
): Promise<readonly KnownPair[]> {
  const gates = [...refusals];
  const pairs = gates.flatMap(([a, refusal], index) =>
    gates.slice(index + 1).map(([b, other]) => ({ gates: [a, b] as const, refusals: [refusal, other] as const })),
  );
  const together = pairs.map((pair) => ({ ...pair, situation: changed(accepted, pair.gates) }));
  const again = gates.map(([gate]) => withReasons(accepted, gate));
  const situations = together.flatMap(({ situation }) => situation ?? []);
  const answers = await askAll(probing, [...again, ...situations]);
  const answerTo = new Map([...again, ...situations].map((situation, index) => [situation, answers[index]]));
  const own = new Map(
    gates.map(([gate, refusal], index): [GateId, OwnAnswer] => [
      gate,
      { refusal, steady: isSame(refusal, answers[index]) },
    ]),
  );
  return together.map(({ gates: [a, b], situation }): KnownPair => {
    const both = situation && answerTo.get(situation);
    const [one, other] = [own.get(a), own.get(b)];
    const untold = (why: string): KnownPair => ({ gates: [a, b], first: null, why });
    if (!situation) return untold('a request has one rescue image');
    if (!both || !one || !other) return untold('it was not asked');
    if (both.kind === 'accepted') return untold('together they are accepted, though either alone is refused');
    if (both.kind !== 'refused') return untold(both.why);
    const which = whichAnswered(one, other, both);
    if (typeof which === 'object') return untold(which.why);
    return { gates: [a, b], first: which === 'one' ? a : b, why: null };
  });
}

const isSame = (refusal: Refusal, again: Answer | undefined): boolean =>
  again?.kind === 'refused' && again.status === refusal.status && again.body === refusal.body;

function gateOf(gate: GateId, answer: Answer | undefined): Gate {
  const { name, words } = factors[gate];
  const own = { gate, name, factor: words };
  if (answer === undefined) return { ...own, found: 'inconclusive', status: null, why: 'it was not asked' };
  if (answer.kind === 'refused') return { ...own, found: 'refuses', status: answer.status, why: null };
  if (answer.kind === 'accepted') return { ...own, found: 'absent', status: null, why: null };
  return { ...own, found: answer.kind, status: null, why: answer.why };
}
