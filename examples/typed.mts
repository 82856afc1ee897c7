// What a program in TypeScript sees of the suite.
import {
  type Control,
  type ListedRule,
  type Report,
  type RuleId,
  type RunOptions,
  rules,
  run,
  startSimulator,
  type When,
} from 'nova-rescue-conformance';

const lines: string[] = [];
const options: RunOptions = { edition: 'spec', rules: ['bfv-needs-trait'], progress: { write: (text) => lines.push(text) } };

export const broken = async (): Promise<readonly string[]> => {
  const report: Report = await run(options);
  return report.rules.filter(({ verdict }) => verdict === 'violates').map(({ id }) => id);
};

export const decided: readonly RuleId[] = rules.flatMap(({ id, level }: ListedRule) => (level === 'observed' ? [] : [id]));

const slowly: When = { polls: 3 };

export const why = async (): Promise<readonly (string | null)[]> => {
  const cloud = await startSimulator({ time: 'manual', hosts: { one: { traits: ['COMPUTE_RESCUE_BFV'] } } });
  const control: Control = cloud.control;
  control.setTransition('rescue', slowly);
  await cloud.stop();
  return control.requests().map(({ decidedBy }) => decidedBy);
};
