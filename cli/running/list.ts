import type { Envelope } from '@cucumber/messages';
import { isRuleId, ruleOf } from '../../features/catalogue';
import { type ScenarioResult, scenariosOf } from '../../reports/scenarios';
import { runFeatures } from './run-features';

/** The rules and scenarios that a tag expression leaves, by rule. Nothing is sent anywhere. */
export async function listScenarios(tags: string): Promise<string> {
  const messages: Envelope[] = [];
  await runFeatures({ session: undefined, tags, dryRun: true, onMessage: (message) => void messages.push(message) });
  const line = ({ name, feature, line: number, part }: ScenarioResult) =>
    `  ${part.padEnd(10)} ${name}  (${feature}:${number})`;
  return byRule(scenariosOf(messages), line);
}

/** One block a rule: its id and sentence, and a line for each of its scenarios. */
export function byRule(scenarios: readonly ScenarioResult[], line: (scenario: ScenarioResult) => string): string {
  const ids = [...new Set(scenarios.flatMap(({ rules }) => rules))].filter(isRuleId);
  return ids
    .map((id) => {
      const own = scenarios.filter(({ rules }) => rules.includes(id)).map(line);
      return `${id}: ${ruleOf(id).sentence}\n${own.join('\n')}\n`;
    })
    .join('\n');
}
