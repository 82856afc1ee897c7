// What a program in TypeScript sees of the suite.
import { type ListedRule, type Report, type RuleId, type RunOptions, rules, run } from 'nova-rescue-conformance';

const lines: string[] = [];
const options: RunOptions = { edition: 'spec', rules: ['bfv-needs-trait'], progress: { write: (text) => lines.push(text) } };

export const broken = async (): Promise<readonly string[]> => {
  const report: Report = await run(options);
  return report.rules.filter(({ verdict }) => verdict === 'violates').map(({ id }) => id);
};

export const decided: readonly RuleId[] = rules.flatMap(({ id, level }: ListedRule) => (level === 'observed' ? [] : [id]));
