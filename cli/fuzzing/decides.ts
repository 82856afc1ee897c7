import { isRuleId, ruleOf } from '../../features/catalogue';

/** Whether a cloud that breaks these rules fails: what only released Novas do is no more than observed. */
export const decides = (rules: readonly string[]): boolean =>
  rules.length === 0 || rules.some((rule) => isRuleId(rule) && ruleOf(rule).level !== 'observed');
