import { inWords } from '../../simulator';
import type { Counterexample } from './counterexample';

/** The counterexample as a feature, which `run --features` plays with our own steps. */
export function asFeature({ actions, rules, edition }: Pick<Counterexample, 'actions' | 'rules' | 'edition'>): string {
  const lines = actions.map((action) => `        ${JSON.stringify(action)}`);
  return [
    ...rules.map((rule) => `# Breaks perhaps: ${rule}`),
    'Feature: Found by fuzzing',
    '',
    `  Scenario: ${titled(inWords(actions))}`,
    `    When these actions are played, and on the simulator as ${edition}`,
    '      """',
    ...lines,
    '      """',
    '    Then nothing tells the two apart',
    '',
  ].join('\n');
}

/** What fits on a line, and is not too long for one. */
function titled(words: string): string {
  const line = words.replaceAll(/[\s\p{C}]+/gu, ' ');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
