import type { Envelope } from '@cucumber/messages';
import { isRuleId, type RuleId } from '../features/catalogue';
import { mediaTypes } from './media-types';

/** What cucumber's messages tell of one scenario. */
export interface ScenarioResult {
  readonly name: string;
  /** The path of the feature file. */
  readonly feature: string;
  readonly line: number;
  readonly rules: readonly RuleId[];
  /** `control` gives the others their meaning; `supporting` counts, but is no witness. */
  readonly part: 'witness' | 'supporting' | 'control';
  /** The worst status of its steps; undefined for a scenario that did not end. */
  readonly status: string | undefined;
  /** The class and message of the error it ended in. */
  readonly error: { readonly type: string; readonly message: string } | undefined;
  /** Why it was skipped. */
  readonly reason: string | undefined;
  readonly evidence: Evidence;
}

export interface Evidence {
  readonly samples: number;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly exchanges: readonly KeptExchange[];
}

/** An exchange without its secrets. A body that was no JSON is text. */
export interface KeptExchange {
  readonly request: {
    readonly caller: string;
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  /** The id that the service gave the request. */
  readonly requestId: string | null;
}

const none: Evidence = { samples: 0, expected: null, actual: null, exchanges: [] };

/** From worst to best, as cucumber has them. */
const badness = ['UNKNOWN', 'FAILED', 'AMBIGUOUS', 'UNDEFINED', 'PENDING', 'SKIPPED', 'PASSED'];

/** Reads a run's messages; scenarios come in the order in which they stand in the features. */
export function scenariosOf(messages: readonly Envelope[]): readonly ScenarioResult[] {
  const lines = new Map<string, number>();
  for (const { gherkinDocument } of messages) for (const [id, line] of linesIn(gherkinDocument)) lines.set(id, line);
  const cases = new Map(messages.flatMap(({ testCase }) => (testCase ? [[testCase.pickleId, testCase.id]] : [])));
  const attempts = new Map(messages.flatMap(({ testCaseStarted: it }) => (it ? [[it.testCaseId, it.id]] : [])));
  return messages.flatMap(({ pickle }): ScenarioResult[] => {
    const testCase = pickle && cases.get(pickle.id);
    if (!testCase) return [];
    const attempt = attempts.get(testCase);
    const tags = pickle.tags.map(({ name }) => name);
    const rules = tags.flatMap((tag) => (tag.startsWith('@rule:') ? tag.slice('@rule:'.length) : [])).filter(isRuleId);
    const line = lines.get(pickle.astNodeIds.at(-1) ?? '') ?? 0;
    const part = tags.includes('@control') ? 'control' : tags.includes('@supporting') ? 'supporting' : 'witness';
    return [{ name: pickle.name, feature: pickle.uri, line, rules, part, ...endOf(messages, attempt) }];
  });
}

type End = Pick<ScenarioResult, 'status' | 'error' | 'reason' | 'evidence'>;

function endOf(messages: readonly Envelope[], attempt: string | undefined): End {
  const own = messages.filter(
    (message) => (message.testStepFinished ?? message.attachment)?.testCaseStartedId === attempt,
  );
  const results = own.flatMap(({ testStepFinished }) => testStepFinished?.testStepResult ?? []);
  const ended = messages.some(({ testCaseFinished }) => testCaseFinished?.testCaseStartedId === attempt);
  const [worst] = [...results].sort((a, b) => badness.indexOf(a.status) - badness.indexOf(b.status));
  const failed = results.find(({ exception }) => exception !== undefined)?.exception;
  const attached = (type: string) => own.find(({ attachment }) => attachment?.mediaType === type)?.attachment?.body;
  const evidence = attached(mediaTypes.evidence);
  return {
    status: attempt !== undefined && ended ? worst?.status : undefined,
    error: failed && { type: failed.type, message: failed.message ?? '' },
    reason: attached(mediaTypes.reason),
    evidence: evidence === undefined ? none : (JSON.parse(evidence) as Evidence),
  };
}

/** The lines of scenarios and of examples' rows, by the id of their node. */
function linesIn(document: Envelope['gherkinDocument']): readonly (readonly [string, number])[] {
  const scenarios = (document?.feature?.children ?? []).flatMap((child) => [
    child.scenario,
    ...(child.rule?.children.map(({ scenario }) => scenario) ?? []),
  ]);
  return scenarios.flatMap((scenario) => {
    if (!scenario) return [];
    const rows = scenario.examples.flatMap(({ tableBody }) => tableBody);
    return [scenario, ...rows].map(({ id, location }) => [id, location.line] as const);
  });
}
