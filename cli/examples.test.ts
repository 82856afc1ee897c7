import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { unlessItHangs, workplace } from './testing/command-line.test';

/** What the texts show of a command that needs nothing but this package. */
interface Example {
  readonly page: string;
  readonly words: readonly string[];
  readonly shown: readonly string[];
}

const command = /^\$ (?:npx nova-rescue|(npm start) --) (.*?)(?: 2>.*)?$/;

function examplesIn(page: string): readonly Example[] {
  const text = readFileSync(join(__dirname, '..', page), 'utf8');
  return [...text.matchAll(/^```text\n(.*?)^```$/gms)].flatMap(([, block = '']) => {
    const [first = '', ...shown] = block.trimEnd().split('\n');
    const [, start, rest = ''] = command.exec(first) ?? [];
    // With these another program is started, or other files are read.
    if (rest === '' || /^serve|--features/.test(rest)) return [];
    const words = rest.split(' ');
    return [{ page, words: start === undefined ? words : ['run', ...words], shown }];
  });
}

const examples = ['README.md', 'docs/fuzz.md', 'docs/simulator.md'].flatMap(examplesIn);

test('the texts show seven examples', () => assert.equal(examples.length, 7));

for (const { page, words, shown } of examples) {
  test(`${page} shows what is printed by nova-rescue ${words.join(' ')}`, unlessItHangs, async (t) => {
    const { stdout, stderr } = await workplace(t).run(...words);
    const printed = `${stdout}\n${stderr}`.split('\n').map((line) => line.trimEnd());
    for (const line of shown.filter((one) => !/^\s*…$/.test(one))) {
      const isPrinted = line.endsWith('…')
        ? printed.some((one) => one.startsWith(line.slice(0, -1)))
        : printed.includes(line);
      assert.ok(isPrinted, `${line}\nis not in\n${printed.join('\n')}`);
    }
  });
}
