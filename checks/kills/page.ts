import { cell } from '../../reports/table-cell';
import { inWords } from '../../simulator';
import type { Kill } from './kills';

/** docs/results/fuzz-kills.md: what the fuzzer finds alone, and after how many commands. */
export function killsPage(kills: readonly Kill[], seed: number, most: number): string {
  const found = kills.flatMap(({ commands }) => commands ?? []).sort((a, b) => a - b);
  const missed = kills.filter(({ commands }) => commands === undefined);
  const longer = kills.filter(({ broken: { shortest = 99 }, actions }) => actions.length > shortest);
  return [
    '# What `fuzz` finds alone',
    '',
    'Written by `npm run fuzz-kills`. Each row is a simulated cloud with one thing wrong: a named fault, or a departure from one',
    `rule. The fuzzer, which is not told what, played sequences of up to 12 actions drawn from seed ${seed}, no more than ${most} of`,
    'them. “Found after” counts commands; what shows it is as small as it was made.',
    '',
    `**${found.length} of ${kills.length} found**; after ${median(found)} commands in the median, ${found.at(-1) ?? 0} at worst.${missed.length > 0 ? ` Not found: ${missed.map(({ broken }) => `\`${broken.id}\``).join(', ')}.` : ''}`,
    longer.length > 0
      ? `Longer than the shortest known counterexample: ${longer.map(({ broken }) => `\`${broken.id}\``).join(', ')}.`
      : 'None of what shows a fault is longer than its shortest known counterexample.',
    '',
    '| what is wrong | | found after | what shows it |',
    '|---|---|---|---|',
    ...kills.map(
      ({ broken: { id, kind }, commands, actions }) =>
        `| \`${id}\` | ${kind} | ${commands ?? '**not found**'} | ${cell(inWords(actions))} |`,
    ),
    '',
  ].join('\n');
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
