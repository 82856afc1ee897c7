import {
  catalogue,
  type Edition,
  type Family,
  type RuleId,
  requiredFamilies,
  ruleIds,
  ruleOf,
} from '../features/catalogue';
import type { Expectation, RunFacts } from './run-facts';
import type { ScenarioResult } from './scenarios';

export type ScenarioVerdict = 'conforms' | 'violates' | 'inconclusive' | 'not-applicable' | 'expected-failure';
export type RuleVerdict = ScenarioVerdict | 'untested' | 'as-nova' | 'differs';

export interface JudgedScenario {
  readonly scenario: ScenarioResult;
  readonly verdict: ScenarioVerdict;
  readonly reason: string | null;
}

export interface JudgedRule {
  readonly id: RuleId;
  readonly family: Family;
  readonly deciding: boolean;
  readonly verdict: RuleVerdict;
  /** Whether a scenario ran that the rule's own departure makes violate. */
  readonly witnessed: boolean;
  readonly reason: string | null;
  readonly scenarios: readonly JudgedScenario[];
}

/** Errors that say by themselves what was in the way; the last is for the user to put right. */
const notOurs = new Set(['Inconclusive', 'ConnectionProblem', 'UserError']);

/** One scenario's verdict, from how it ended. */
export function judgeScenario(scenario: ScenarioResult): JudgedScenario {
  const { status, error, reason, part, evidence } = scenario;
  const as = (verdict: ScenarioVerdict, why: string | null) => ({ scenario, verdict, reason: why });
  if (status === 'PASSED') return as('conforms', null);
  if (status === 'SKIPPED' && reason !== undefined) return as('not-applicable', reason);
  if (status === undefined) return as('inconclusive', 'the scenario did not end');
  if (error?.type === 'AssertionError') {
    const why = `expected ${evidence.expected ?? 'otherwise'}, but ${evidence.actual ?? error.message}`;
    return part === 'control' ? as('inconclusive', `the control did not hold: ${why}`) : as('violates', why);
  }
  if (error && notOurs.has(error.type)) return as('inconclusive', error.message);
  return as('inconclusive', `an error of ours: ${error ? `${error.type}: ${firstLine(error.message)}` : status}`);
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';

/** What of a run counts for its verdicts. */
export type JudgingFacts = Pick<RunFacts, 'expectations' | 'strict'> & {
  readonly run: Pick<RunFacts['run'], 'endedAt'>;
};

/** The worst of the scenarios; and a rule conforms only where a witness ran, beside a control that held. */
export function judgeRule(id: RuleId, all: readonly ScenarioResult[], facts: JudgingFacts): JudgedRule {
  const { level, family, editions } = ruleOf(id);
  const expected = facts.expectations.filter((entry) => entry.rule === id && !expired(entry, facts.run.endedAt));
  const scenarios = all
    .filter(({ rules }) => rules.includes(id))
    .map(judgeScenario)
    .map((judged) => (isExpected(judged, expected) ? { ...judged, verdict: 'expected-failure' as const } : judged));
  const deciding = level !== 'observed' || facts.strict;
  const { verdict, reason } = worst(scenarios);
  const witnessed = scenarios.some(({ scenario, verdict: own }) => scenario.part === 'witness' && settled(own));
  const judged = { id, family, deciding, witnessed, scenarios };
  if (deciding) return { ...judged, verdict, reason };
  if (verdict === 'conforms') return { ...judged, verdict: 'as-nova', reason };
  return verdict === 'violates'
    ? { ...judged, verdict: 'differs', reason: `${reason}${othersThatDiffer(editions)}` }
    : { ...judged, verdict, reason };
}

const settled = (verdict: ScenarioVerdict) =>
  verdict === 'conforms' || verdict === 'violates' || verdict === 'expected-failure';

function worst(scenarios: readonly JudgedScenario[]): { verdict: ScenarioVerdict | 'untested'; reason: string | null } {
  const [first] = scenarios;
  if (!first) return { verdict: 'untested', reason: 'no scenario of it ran' };
  for (const verdict of ['violates', 'inconclusive', 'expected-failure'] as const) {
    const found = scenarios.find((judged) => judged.verdict === verdict);
    if (found) return { verdict, reason: found.reason };
  }
  const held = (part: ScenarioResult['part']) =>
    scenarios.some((judged) => judged.scenario.part === part && judged.verdict === 'conforms');
  const reason = scenarios.find(({ verdict }) => verdict === 'not-applicable')?.reason ?? null;
  if (held('witness') && held('control')) return { verdict: 'conforms', reason: null };
  const half = held('control')
    ? 'the control held, but what the rule forbids could not be tried: '
    : held('witness')
      ? 'it held, but its control could not be arranged: '
      : '';
  return { verdict: 'not-applicable', reason: `${half}${reason}` };
}

const isExpected = ({ verdict, scenario }: JudgedScenario, expected: readonly Expectation[]) =>
  scenario.part !== 'control' && expected.some((entry) => entry.verdict === verdict);

export const expired = ({ expiry }: Expectation, now: string): boolean =>
  expiry !== undefined && now.slice(0, 10) > expiry;

const allNovas: readonly Edition[] = ['nova-21.0', 'nova-21.1', 'nova-27.0', 'nova-30.0'];

/** Which editions of Nova do the same, where any does. */
function othersThatDiffer(editions: readonly Edition[]): string {
  const same = allNovas.filter((edition) => !editions.includes(edition));
  return same.length === 0 ? '; no Nova does so' : `; so do ${same.join(', ')}`;
}

/** Everything that decides about a run. */
export interface Judgement {
  readonly rules: readonly JudgedRule[];
  readonly verdict: 'conforms' | 'violates' | 'inconclusive';
  readonly exitCode: 0 | 1 | 3 | 4;
  /** Entries of the expectations file whose failure did not happen, or that match nothing. */
  readonly stale: readonly Expectation[];
  /** The required families of which nothing was verified and that were not waived. */
  readonly unverified: readonly Family[];
}

/** Judges a run from its history alone. Exit codes: docs/verdicts.md. */
export function judge(facts: RunFacts, scenarios: readonly ScenarioResult[]): Judgement {
  const rules = ruleIds.filter((id) => facts.selected.includes(id)).map((id) => judgeRule(id, scenarios, facts));
  const deciding = rules.filter((rule) => rule.deciding);
  const has = (...verdicts: readonly RuleVerdict[]) => deciding.some(({ verdict }) => verdicts.includes(verdict));
  const stale = facts.expectations.filter((entry) => isStale(entry, rules, facts));
  const unverified = requiredFamilies.filter((family) => {
    const own = deciding.filter((rule) => rule.family === family);
    return own.length > 0 && !own.some(isVerified) && !facts.waived.includes(family);
  });
  const rest = { rules, stale, unverified };
  if (has('violates')) return { ...rest, verdict: 'violates', exitCode: 1 };
  if (stale.length > 0) return { ...rest, verdict: 'inconclusive', exitCode: 4 };
  const open = unverified.length > 0 || has('inconclusive', 'untested') || facts.interrupted || deciding.length === 0;
  return open ? { ...rest, verdict: 'inconclusive', exitCode: 3 } : { ...rest, verdict: 'conforms', exitCode: 0 };
}

/** A rule of which could be told whether it is kept. */
export const isVerified = ({ verdict, witnessed }: JudgedRule): boolean =>
  witnessed && ['conforms', 'violates', 'expected-failure', 'as-nova', 'differs'].includes(verdict);

/** Nobody waits for a failure of a rule that was not selected, or that could not be arranged. */
function isStale(entry: Expectation, rules: readonly JudgedRule[], facts: RunFacts): boolean {
  if (!Object.hasOwn(catalogue, entry.rule)) return true;
  if (expired(entry, facts.run.endedAt)) return false;
  const rule = rules.find(({ id }) => id === entry.rule);
  return rule !== undefined && (rule.verdict === 'conforms' || rule.verdict === 'as-nova');
}
