import { isRuleId } from '../features/catalogue';
import type { Report } from './report';
import type { Expectation } from './run-facts';

const text = { type: 'string', minLength: 1 } as const;

/** The JSON Schema of an expectations file: a list of failures that are known and expected. */
export const expectationsSchema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'verdict', 'reason'],
    properties: {
      rule: text,
      verdict: { enum: ['violates', 'inconclusive'] },
      reason: text,
      link: text,
      expiry: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    },
  },
} as const;

/** The failures of a run, as expectations for the next. */
export function expectationsFrom({ rules }: Report): readonly Expectation[] {
  return rules.flatMap(({ id, deciding, verdict, reason }): Expectation[] =>
    isRuleId(id) && deciding && (verdict === 'violates' || verdict === 'inconclusive')
      ? [{ rule: id, verdict, reason: reason ?? 'not looked into yet' }]
      : [],
  );
}
