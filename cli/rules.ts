import type { Command } from 'commander';
import { catalogue, ruleIds, ruleOf } from '../features/catalogue';

/** `nova-rescue rules`: the catalogue. */
export function addRules(program: Command): void {
  program
    .command('rules')
    .description('list every rule, with its level and source')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      const lines = ruleIds.map((id) => {
        const { family, level, sentence, source } = ruleOf(id);
        return `${id}  [${family}, ${level}]\n  ${sentence}\n  ${source}\n`;
      });
      process.stdout.write(json ? `${JSON.stringify(catalogue, null, 2)}\n` : lines.join('\n'));
    });
}
