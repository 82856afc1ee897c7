import { cell } from '../../reports/table-cell';
import { inWords } from '../../simulator';
import type { Kill } from './kills';
import type { Shown } from './shown';

/** A kill, and how the three files that keep it tell of it. */
export type ShownKill = Kill & { readonly shown: Shown | undefined };

/** docs/results/fuzz-kills.md: what the fuzzer finds alone, and after how many commands. */
export function killsPage(kills: readonly ShownKill[], seed: number, most: number): string {
  const after = kills.flatMap(({ found }) => found?.commands ?? []).sort((a, b) => a - b);
  const missed = kills.filter(({ found }) => found === undefined);
  const longer = kills.filter(
    ({ broken: { shortest = 99 }, found }) => found && found.difference.actions.length > shortest,
  );
  return [
    '# What `fuzz` finds alone',
    '',
    'Written by `npm run fuzz-kills`. Each row is a simulated cloud with one thing wrong: a named fault, or a departure from one',
    `rule. The fuzzer, which is not told what, played sequences of up to 12 actions drawn from seed ${seed}, no more than ${most} of`,
    'them. “Found after” counts commands; what shows it is as small as it was made.',
    '',
    `**${after.length} of ${kills.length} found**; after ${median(after)} commands in the median, ${after.at(-1) ?? 0} at worst.${missed.length > 0 ? ` Not found: ${missed.map(({ broken }) => `\`${broken.id}\``).join(', ')}.` : ''}`,
    longer.length > 0
      ? `Longer than the shortest known counterexample: ${longer.map(({ broken }) => `\`${broken.id}\``).join(', ')}.`
      : 'None of what shows a fault is longer than its shortest known counterexample.',
    '',
    ...ways.map((way) => {
      const silent = kills.filter(({ shown }) => shown && !shown[way]).map(({ broken }) => `\`${broken.id}\``);
      return `- ${told[way]}: ${silent.length === 0 ? 'each' : `each but ${silent.join(', ')}`}`;
    }),
    '',
    'Features and scripts are for any cloud: a script leaves it to who runs it to change what a host reports, so that the answer to',
    'that is not in it, and no feature makes a server that no host has room for, as not every cloud has a flavor for that.',
    '',
    '| what is wrong | | found after | what shows it |',
    '|---|---|---|---|',
    ...kills.map(
      ({ broken: { id, kind }, found }) =>
        `| \`${id}\` | ${kind} | ${found?.commands ?? '**not found**'} | ${found ? cell(inWords(found.difference.actions)) : ''} |`,
    ),
    '',
  ].join('\n');
}

const ways = ['replay', 'feature', 'script'] as const satisfies readonly (keyof Shown)[];

const told: Readonly<Record<keyof Shown, string>> = {
  replay: '`replay` of the .json says “still fails” of the cloud that is broken, and “fixed” of one that is not',
  feature: 'the .feature fails on the one with `run --features`, and passes on the other',
  script: 'the .sh, run against `serve`, prints something else of the one than of the other',
};

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
