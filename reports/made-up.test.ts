import type { RuleId } from '../features/catalogue';
import type { RunFacts } from './run-facts';
import type { KeptExchange, ScenarioResult } from './scenarios';

/** What the tests of this room judge: facts and scenarios of runs that never were. */

export const facts = (changes: Partial<RunFacts> = {}): RunFacts => ({
  tool: { name: 'nova-rescue-conformance', version: '0.0.0', commit: null },
  implementation: null,
  target: {
    kind: 'cloud',
    name: 'acme',
    endpoint: 'https://cloud.example/compute/v2.1',
    edition: null,
    microversions: { min: '2.1', max: '2.93' },
  },
  run: {
    seed: 7,
    samples: 25,
    startedAt: '2026-11-22T12:00:00.000Z',
    endedAt: '2026-11-22T12:01:00.000Z',
    options: {},
    reproduce: 'nova-rescue run --cloud acme --seed 7',
  },
  selected: ['bfv-needs-microversion'],
  strict: false,
  waived: [],
  expectations: [],
  interrupted: false,
  ...changes,
});

const exchange: KeptExchange = {
  request: {
    caller: 'owner',
    method: 'POST',
    url: 'https://cloud.example/compute/v2.1/servers/1/action',
    headers: { 'OpenStack-API-Version': 'compute 2.86' },
    body: { rescue: null },
  },
  response: { status: 200, headers: {}, body: { adminPass: '[redacted]' } },
  requestId: 'req-1',
};

/** A scenario that ended so, of a rule. */
export function scenario(
  rule: RuleId,
  part: ScenarioResult['part'],
  ended: 'passed' | 'violated' | 'inconclusive' | 'skipped' | 'unfinished' | 'crashed',
): ScenarioResult {
  const base = { name: `${part} of ${rule}`, feature: 'features/made-up.feature', line: 3, rules: [rule], part };
  const evidence = { samples: 2, expected: null, actual: null, exchanges: [exchange] };
  const error = (type: string, message: string) => ({
    ...base,
    status: 'FAILED',
    error: { type, message },
    reason: undefined,
  });
  const ok = { ...base, error: undefined, reason: undefined, evidence };
  switch (ended) {
    case 'passed':
      return { ...ok, status: 'PASSED' };
    case 'violated':
      return {
        ...error('AssertionError', 'no'),
        evidence: { ...evidence, expected: 'a refusal', actual: 'it was accepted' },
      };
    case 'inconclusive':
      return { ...error('Inconclusive', 'not within 180 s'), evidence };
    case 'crashed':
      return { ...error('TypeError', 'x is not a function\n    at somewhere'), evidence };
    case 'skipped':
      return { ...ok, status: 'SKIPPED', reason: 'no such host' };
    case 'unfinished':
      return { ...ok, status: undefined };
  }
}
