import { inWords } from '../../simulator';
import type { Counterexample } from './counterexample';

/** The counterexample as a feature, which `run --features` plays with our own steps. */
export function asFeature({ actions, rules, edition }: Counterexample): string {
  const lines = actions.map((action) => `        ${JSON.stringify(action)}`);
  return [
    ...rules.map((rule) => `# Breaks perhaps: ${rule}`),
    'Feature: Found by fuzzing',
    '',
    `  Scenario: ${inWords(actions)}`,
    `    When these actions are played, and on the simulator as ${edition}`,
    '      """',
    ...lines,
    '      """',
    '    Then nothing tells the two apart',
    '',
  ].join('\n');
}
