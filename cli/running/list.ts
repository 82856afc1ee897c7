import type { Envelope } from '@cucumber/messages';
import { isRuleId, ruleOf } from '../../features/catalogue';
import { type ScenarioResult, scenariosOf } from '../../reports/scenarios';
import type { ConformanceRun } from './conformance-run';
import { runFeatures } from './run-features';

/** The scenarios that a tag expression leaves: ours by rule. Nothing is sent anywhere. */
export async function listScenarios({ tags, features }: Pick<ConformanceRun, 'tags' | 'features'>): Promise<string> {
  const messages: Envelope[] = [];
  const onMessage = (message: Envelope) => void messages.push(message);
  await runFeatures({ session: undefined, tags, folder: features, dryRun: true, onMessage });
  const scenarios = scenariosOf(messages);
  const place = ({ name, feature, line }: ScenarioResult) => `${name}  (${feature}:${line})`;
  return features === undefined
    ? byRule(scenarios, (scenario) => `  ${scenario.part.padEnd(10)} ${place(scenario)}`)
    : scenarios.map((scenario) => `${place(scenario)}\n`).join('');
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
